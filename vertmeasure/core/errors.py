"""Everything the program refuses to do, as words a reader can act on.

VertmeasureError            what is wrong, and what to do about it
├─ StudyError               an edit or a study that contradicts itself (a point off the film, an unknown level)
├─ FilmError                a file that is no film, or a damaged one
├─ StudyFileError           a study file that cannot be read or written
├─ RuleSetError             a criteria set that is not well formed
└─ ReportError              a report that cannot be written
"""

import re
import traceback

# Of both kinds of path, whatever this system uses: nobody's home may stand in a log.
_FOLDERS = re.compile(r".*[/\\]", re.DOTALL)


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


def trace_words(error: BaseException) -> str:
    """Where an error came from, as file names and lines; without its message, which may hold patient data."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{_FOLDERS.sub('', frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
    return f"{type(error).__name__} at {' < '.join(reversed(places))}"
