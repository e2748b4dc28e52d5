"""Tables of contents made for the tests, with whatever references a test needs."""

from pathlib import Path

from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, MediaStorageDirectoryStorage

from tests.dicom.made_films import with_raw


def record(*components: str, in_use: int = 0xFFFF) -> Dataset:
    """A directory record of an image that lies there."""
    item = Dataset()
    item.OffsetOfTheNextDirectoryRecord = 0
    item.RecordInUseFlag = in_use
    item.DirectoryRecordType = "IMAGE"
    item.InstanceNumber = "1"
    return with_raw(item, "ReferencedFileID", "CS", "\\".join(components).encode())


def write_contents(path: Path, *records: Dataset, undefined_length: bool = False) -> Path:
    """Write a DICOMDIR with these records."""
    dataset = Dataset()
    dataset.FileSetID = "DISC"
    dataset.DirectoryRecordSequence = list(records)
    dataset["DirectoryRecordSequence"].is_undefined_length = undefined_length
    for each in records:
        each.is_undefined_length_sequence_item = undefined_length
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset.file_meta.MediaStorageSOPClassUID = MediaStorageDirectoryStorage
    dataset.file_meta.MediaStorageSOPInstanceUID = "1.2.3"
    dataset.save_as(path, enforce_file_format=True)
    return path
