"""Everything the program refuses to do, as words a reader can act on.

VertmeasureError            what is wrong, and what to do about it
├─ StudyError               an edit or a study that contradicts itself (a point off the film, an unknown level)
├─ FilmError                a file that is no film, or a damaged one
├─ StudyFileError           a study file that cannot be read or written
├─ RuleSetError             a criteria set that is not well formed
└─ ReportError              a report that cannot be written
"""


class VertmeasureError(Exception):
    """A failure the user can do something about.

    Attributes
    ----------
    message : str
        What is wrong, as one sentence without patient data.
    remedy : str
        What to do about it, as one sentence; may be empty.
    """

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        """Both sentences on one line, as the command line prints them."""
        return " ".join(f"{self.message} {self.remedy}".split())


class StudyError(VertmeasureError):
    """A study, or a change to one, that would contradict itself."""


class FilmError(VertmeasureError):
    """A file that is not a film, or a film that is damaged."""


class StudyFileError(VertmeasureError):
    """A study file that cannot be read or written."""


class RuleSetError(VertmeasureError):
    """A criteria set that is not well formed."""


class ReportError(VertmeasureError):
    """A report that cannot be written."""
