"""Looks into compressed streams before a decoder does: their size, and whether they are there to the end.

Fast decoders return a film cut to 60 % without an error and trust the size a stream claims, so
both are checked here. Markers are those of ITU-T T.81 (JPEG), T.87 (JPEG-LS) and T.800 (JPEG 2000).
"""

from dataclasses import dataclass
from itertools import pairwise

from vertmeasure.dicom.guard import damaged
from vertmeasure.dicom.layout import PixelLayout

_MOST_TILES = 65_535  # a tile's number is a 16 bit word of the stream (T.800 A.4.2)
_PADDING_LOOKED_AT_BYTES = 65_536
_COLOUR_MARKERS = {b"JFIF": 16, b"Adob": 14}  # a shorter one is passed over by decoders
_NO_MARKER = 1 << 16
_JP2_SIGNATURE = b"\x00\x00\x00\x0cjP  \r\n\x87\n"


@dataclass(frozen=True, slots=True)
class StreamShape:
    """What a compressed stream says about itself.

    Attributes
    ----------
    precision : int
        Bits of a sample.
    process : int
        Second byte of the JPEG frame marker (0xC0 baseline, 0xC3 lossless, 0xF7 JPEG-LS); 0 for JPEG 2000.
    names_colours : bool
        Whether a JFIF or Adobe marker tells how colours are coded.
    """

    rows: int
    columns: int
    samples: int
    precision: int
    process: int = 0
    names_colours: bool = False


def jpeg_shape(stream: bytes) -> StreamShape:
    """Read the frame header of a JPEG or JPEG-LS stream; FilmError when there is none before the scan."""
    if stream[:2] != b"\xff\xd8":
        raise damaged("The compressed pixels of this film are damaged.")
    at, names_colours = 2, False
    while at + 4 <= len(stream) and stream[at] == 0xFF:
        marker, length = stream[at + 1], _word(stream, at + 2)
        if marker == 0xFF:  # a fill byte
            at += 1
            continue
        if _is_frame_header(marker):
            return _frame_header(stream, at, names_colours)
        if marker == 0xDA:
            break
        names_colours = names_colours or length >= _COLOUR_MARKERS.get(stream[at + 4 : at + 8], _NO_MARKER)
        at += 2 + length
    raise damaged("The compressed pixels of this film are damaged.")


def _is_frame_header(marker: int) -> bool:
    return marker == 0xF7 or (0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC))


def _frame_header(stream: bytes, at: int, names_colours: bool) -> StreamShape:
    if at + 10 > len(stream):
        raise damaged("This film is cut off: its compressed pixels end early.")
    rows, columns = _word(stream, at + 5), _word(stream, at + 7)
    return StreamShape(rows, columns, stream[at + 9], stream[at + 4], stream[at + 1], names_colours)


def jpeg2000_shape(stream: bytes) -> StreamShape:
    """Read the size marker of a JPEG 2000 or HTJ2K stream; FilmError when it is missing or asks for too much."""
    at = _codestream(stream)
    if stream[at : at + 4] != b"\xff\x4f\xff\x51" or len(stream) < at + 45:
        raise damaged("The compressed pixels of this film are damaged.")
    right, bottom, left, top, tile_width, tile_height, tile_left, tile_top = (
        int.from_bytes(stream[at + 8 + 4 * place : at + 12 + 4 * place], "big") for place in range(8)
    )
    samples = _word(stream, at + 40)
    tiles = _tiles(right - tile_left, tile_width) * _tiles(bottom - tile_top, tile_height)
    components = stream[at + 42 : at + 42 + 3 * samples]
    precisions, steps = set(components[0::3]), set(components[1::3]) | set(components[2::3])
    if not 1 <= tiles <= _MOST_TILES or len(precisions) != 1 or steps != {1}:
        raise damaged("The compressed pixels of this film are laid out in a way no radiograph is.")
    return StreamShape(bottom - top, right - left, samples, (precisions.pop() & 0x7F) + 1)


def _codestream(stream: bytes) -> int:
    """Where the codestream starts: at 0, or inside the jp2c box of a JP2 file."""
    if stream[:12] != _JP2_SIGNATURE:
        return 0
    return stream[:_PADDING_LOOKED_AT_BYTES].find(b"jp2c") + 4


def _tiles(extent: int, size: int) -> int:
    return -(-extent // size) if size > 0 else 0


def _word(stream: bytes, at: int) -> int:
    return int.from_bytes(stream[at : at + 2], "big")


def check_shape(shape: StreamShape, layout: PixelLayout) -> None:
    """Raise FilmError unless the stream has the size and samples the header states."""
    if (shape.rows, shape.columns, shape.samples) != (layout.rows, layout.columns, layout.samples):
        raise damaged("The compressed pixels of this film have another size than its header says.")
    if not 2 <= shape.precision <= layout.bits_allocated:
        raise damaged("The compressed pixels of this film have other bits than its header says.")


def check_end(stream: bytes) -> None:
    """Raise FilmError unless the stream runs to its end marker FF D9, with nothing but padding behind."""
    tail = stream[-_PADDING_LOOKED_AT_BYTES:].rstrip(b"\x00\xff")
    if not tail.endswith(b"\xff\xd9"):
        raise damaged("This film is cut off: its compressed pixels have no end.")


def rle_segments(stream: bytes, expected: int) -> list[bytes]:
    """The segments of an RLE frame in order (PS3.5 G.5); FilmError unless there are `expected` sound ones."""
    words = [int.from_bytes(stream[at : at + 4], "little") for at in range(0, 4 * (expected + 1), 4)]
    count, offsets = words[0], words[1:]
    bounds = [*offsets, len(stream)]
    ascending = all(start < end for start, end in pairwise(bounds))
    if count != expected or offsets[0] < 64 or not ascending:
        raise damaged("The compressed pixels of this film are damaged or cut off.")
    return [stream[start:end] for start, end in pairwise(bounds)]
