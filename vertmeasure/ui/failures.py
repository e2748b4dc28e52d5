"""How work off the window's thread tells that it failed."""

from collections.abc import Callable

from vertmeasure.core.errors import VertmeasureError
from vertmeasure.ui.desk import Desk


def failed_on(desk: Desk) -> Callable[[BaseException], None]:
    """Tell the reader what could not be done; a bug is not hidden."""

    def failed(error: BaseException) -> None:
        if not isinstance(error, VertmeasureError):
            raise error
        desk.told.emit(error.message, error.remedy)

    return failed
