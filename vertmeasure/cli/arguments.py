"""What may stand on the command line: the commands with their options, and refusals in one line."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from vertmeasure import __version__
from vertmeasure.core.errors import VertmeasureError

PROGRAM = "vertmeasure"

COMMANDS: dict[str, str] = {
    "info": "say what films are: identity, size, syntax, greyscale, calibration, warnings",
    "measure": "print every measurement and change of studies",
    "criteria": "print findings and verdicts of a study",
    "report": "write the report files of a study",
    "explain": "say what a number, flag, status, verdict or fact means; without a word, all of them",
    "agreement": "compare two or more readings of the same films",
    "snap": "move every placed point of a study to the edge of its bone",
    "propose": "propose the bodies beside those placed on a film, or those clicked once in their middle",
    "carry": "propose the bodies of one film of a study on another one",
}
"""The commands that need no window, with what they do."""


class Parser(argparse.ArgumentParser):
    """A parser that refuses in one line, as everything else in this program does."""

    def error(self, message: str) -> NoReturn:
        """Raise VertmeasureError for what cannot be understood."""
        raise VertmeasureError(f"{message[:1].upper()}{message[1:]}.", f"See {self.prog} --help.")


def command_parser() -> Parser:
    """The parser of the commands that need no window."""
    parser = Parser(prog=PROGRAM, allow_abbrev=False)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, add_options in _OPTIONS.items():
        add_options(commands.add_parser(name, help=COMMANDS[name], description=COMMANDS[name], allow_abbrev=False))
    return parser


def window_parser() -> Parser:
    """The parser for all that opens a window."""
    words = "\n".join(f"  {name:10}{does}" for name, does in {**COMMANDS, "demo": DEMO_WORDS}.items())
    parser = Parser(
        prog=PROGRAM,
        allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Open the window on films, folders or a study.",
        epilog=f"commands:\n{words}\n\n{PROGRAM} COMMAND --help tells more.",
    )
    parser.add_argument("paths", metavar="PATH", nargs="*", type=Path, help="films, folders or a study")
    parser.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}")
    return parser


DEMO_WORDS = "open the sample study; with no screen, write its report and pictures of the window"


def demo_parser() -> Parser:
    """The parser of `demo`."""
    parser = Parser(prog=f"{PROGRAM} demo", allow_abbrev=False, description=DEMO_WORDS)
    parser.add_argument("--out", metavar="FOLDER", type=Path, help="where to write when there is no screen")
    return parser


def _info_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("films", metavar="FILM", nargs="+", type=Path, help="films, or folders of them")
    _add_format(parser, ("table", "json"))
    parser.add_argument("--no-pixels", action="store_true", help="read headers only")


def _measure_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("studies", metavar="STUDY", nargs="+", type=Path, help="study files (*.vert.json)")
    _add_format(parser, ("table", "json", "csv"))
    parser.add_argument("--layout", choices=("long", "wide"), default="long", help="of CSV: a row a number, or a level")
    parser.add_argument("--excel", action="store_true", help="CSV with a byte order mark")
    parser.add_argument("--out", metavar="FILE", type=Path, help="write here instead of printing")


def _criteria_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("study", metavar="STUDY", type=Path, help="a study file (*.vert.json)")
    parser.add_argument(
        "--set", dest="sets", metavar="NAME", nargs="+", action="extend", help="criteria sets, or all; else the default"
    )
    _add_format(parser, ("table", "json"))


def _report_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("study", metavar="STUDY", type=Path, help="a study file (*.vert.json)")
    for kind in ("pdf", "csv", "json"):
        parser.add_argument(f"--{kind}", metavar="FILE", type=Path, help=f"write the report as {kind.upper()}")
    parser.add_argument("--deidentify", action="store_true", help="leave out who the patient and the reader are")


def _agreement_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("studies", metavar="STUDY", nargs="+", type=Path, help="two or more readings (*.vert.json)")
    _add_format(parser, ("table", "json", "csv"))


def _snap_options(parser: argparse.ArgumentParser) -> None:
    _add_study_in_and_out(parser)


def _propose_options(parser: argparse.ArgumentParser) -> None:
    _add_study_in_and_out(parser)
    parser.add_argument("--film", metavar="ID", required=True, help="the film to propose on")
    parser.add_argument(
        "--centre",
        dest="centres",
        metavar="LEVEL=COLUMN,ROW",
        nargs="+",
        action="extend",
        default=[],
        help="the middle of a body, in pixels; may be repeated",
    )
    parser.add_argument(
        "--count", metavar="N", type=int, default=1, help="how many to propose above and as many below those placed"
    )


def _carry_options(parser: argparse.ArgumentParser) -> None:
    _add_study_in_and_out(parser)
    parser.add_argument("--from", dest="source", metavar="ID", required=True, help="the film with points")
    parser.add_argument("--to", dest="target", metavar="ID", required=True, help="the film to propose them on")


def _add_study_in_and_out(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("study", metavar="STUDY", type=Path, help="a study file (*.vert.json) that names its films")
    parser.add_argument(
        "--out", metavar="FILE", type=Path, required=True, help="the study file to write; STUDY itself keeps a backup"
    )


def _explain_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("word", metavar="ID", nargs="?", default="", help="wedge_angle, one_sided, cobb_T10_L2 …")
    _add_format(parser, ("table", "json", "markdown"))


def _add_format(parser: argparse.ArgumentParser, formats: Sequence[str]) -> None:
    parser.add_argument("--format", choices=formats, default=formats[0])


_OPTIONS = {
    "info": _info_options,
    "measure": _measure_options,
    "criteria": _criteria_options,
    "report": _report_options,
    "explain": _explain_options,
    "agreement": _agreement_options,
    "snap": _snap_options,
    "propose": _propose_options,
    "carry": _carry_options,
}
