"""Start here: a command goes to the command line, everything else to the window."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from vertmeasure.cli.arguments import COMMANDS, demo_parser, window_parser
from vertmeasure.cli.printing import refuse, speak_utf8, tell
from vertmeasure.core.errors import FilmError, VertmeasureError, trace_words
from vertmeasure.storage.places import log_folder


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; 0 done, 2 the input is bad, 1 a bug, told in one line with the place of the log."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        return _run(arguments)
    except SystemExit as done:  # argparse has printed the help or the version
        return int(done.code or 0)
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # noqa: BLE001 - the last place where a bug can be told in one line
        return _tell_bug(error)


def _run(arguments: list[str]) -> int:
    if arguments and arguments[0] in COMMANDS:
        from vertmeasure.cli.commands import run

        return run(arguments)
    speak_utf8()
    try:
        return _open_window(arguments)
    except VertmeasureError as error:
        return refuse(error)


def _open_window(arguments: list[str]) -> int:
    if arguments[:1] == ["demo"]:
        out = demo_parser().parse_args(arguments[1:]).out
        from vertmeasure.ui.demo import run_demo

        return run_demo(out)
    paths = window_parser().parse_args(arguments).paths
    for path in paths:
        if not os.path.lexists(path) and not _is_hidden(path):
            raise FilmError(f"{path} is neither a command nor a file.", "Check the name; see vertmeasure --help.")
    from vertmeasure.ui.first_sight import run

    return run(paths)


def _is_hidden(path: Path) -> bool:
    """Whether a path cannot be looked at: opening it will say why."""
    try:
        path.exists()
    except OSError:
        return True
    return False


def _tell_bug(error: Exception) -> int:
    log = log_folder() / "vertmeasure-crash.log"
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        _append(log, error)
    except OSError:
        tell(f"This is a bug ({type(error).__name__}), and its log could not be written. Please report it.")
    else:
        tell(f"This is a bug ({type(error).__name__}). Please report it with the log in {log}.")
    return 1


def _append(log: Path, error: Exception) -> None:
    """Add where the bug was met, for the eyes of its owner only; never its message, which may hold patient data."""
    with os.fdopen(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="utf-8") as file:
        file.write(f"{trace_words(error)}\n")


if __name__ == "__main__":
    sys.exit(main())
