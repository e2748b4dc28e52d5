"""The door: which files are read at all, and how much of them."""

import zlib
from pathlib import Path

from vertmeasure.core.errors import FilmError
from vertmeasure.dicom.allowance import Told, nobody, to_fetch

LARGEST_FILE_BYTES = 1 << 30
LARGEST_INFLATED_BYTES = 160_000_000
_HEAD_BYTES = 132
PNG_START, JPEG_START = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"

EXPORT_AGAIN = "Export or copy the film again from where it came from."


def not_dicom() -> FilmError:
    """The error for a file of another kind."""
    return FilmError(
        "This file is not a DICOM film.", "Open a DICOM file of a radiograph, or a photograph of one as PNG or JPEG."
    )


def damaged(what: str) -> FilmError:
    """The error for a file that contradicts itself or ends too early; `what` is a sentence."""
    return FilmError(what, EXPORT_AGAIN)


def too_much_memory() -> FilmError:
    """The error for a film that needs more memory than it may have."""
    return FilmError("Reading this film takes more memory than a film of its size should.", EXPORT_AGAIN)


def file_bytes(path: Path, told: Told = nobody) -> bytes:
    """Read a whole file that looks like DICOM or a photograph; FilmError when missing, too large or of another kind."""
    try:
        if not path.is_file():
            raise _no_file(path)
        size = path.stat().st_size
        if size > LARGEST_FILE_BYTES:
            raise FilmError("This file is larger than 1 GiB.", "Export the single film you want to measure.")
        told(to_fetch(size))
        with path.open("rb") as stream:
            head = stream.read(_HEAD_BYTES)
            if not (looks_like_dicom(head) or looks_like_photograph(head)):
                raise not_dicom()
            stream.seek(0)
            return stream.read(size)
    except (OSError, ValueError) as error:  # ValueError: a NUL within the path
        raise FilmError("This file cannot be read.", "Check that it exists and that you may read it.") from error


def looks_like_dicom(head: bytes) -> bool:
    """Tell from the first 132 bytes whether a file can be DICOM, with or without its preamble."""
    if head[128:132] == b"DICM":
        return True
    little, big = head[0:2] in (b"\x02\x00", b"\x08\x00"), head[0:2] == b"\x00\x08"
    return len(head) >= 16 and ((little and head[3] == 0) or (big and head[2] == 0))


def looks_like_photograph(head: bytes) -> bool:
    """Tell from the first 132 bytes whether a file is PNG or JPEG, and no DICOM file with such a preamble."""
    return head.startswith((PNG_START, JPEG_START)) and not looks_like_dicom(head)


def inflate(deflated: bytes) -> bytes:
    """Unpack a deflated data set within the budget; FilmError when it is larger, damaged or cut off."""
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        data = inflater.decompress(deflated, LARGEST_INFLATED_BYTES)
    except zlib.error as error:
        raise damaged("The deflated data of this film are damaged.") from error
    if inflater.unconsumed_tail:
        raise damaged("This film unpacks to more than 160 MB.")
    if not inflater.eof:
        raise damaged("This film is cut off: its deflated data have no end.")
    return data


def _no_file(path: Path) -> FilmError:
    if path.is_dir():
        return FilmError("This is a folder, not a film.", "Choose a film within it.")
    return FilmError("This file does not exist.", "Check the path; the drive or network folder may be away.")
