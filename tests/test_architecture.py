"""The plan of the house, held by tests: rooms, what each may import, sizes, and what the repository may say."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

from tests.conftest import REPOSITORY

PACKAGE = REPOSITORY / "vertmeasure"
ROOMS = {"__init__", "__main__", "cli", "core", "dicom", "paint", "report", "storage", "ui", "vision"}
HEADLESS = ("core", "dicom", "storage", "report", "vision", "cli", "__main__")
WITH_QT = {"paint", "ui"}
QT = {"PySide6", "shiboken6", "pyqtgraph"}
WITHOUT_QT_ALL_THE_SAME = ("ui/tools.py",)
NOT_FOR_CORE = {"glob", "io", "os", "pathlib", "random", "shutil", "socket", "subprocess", "tempfile", "time"}
VAGUE_NAMES = {"utils", "util", "common", "helpers", "helper", "manager", "misc"}
MAY_CATCH_EVERYTHING = {
    "__main__.py": "the last line of defence: a bug is told as a bug",
    "dicom/darkroom_worker.py": "whatever a film makes a codec raise: the process tells it and reads the next film",
    "ui/background.py": "the one road off the window's thread",
}
LONGEST_FUNCTION = 45
LONGEST_FILE = 400
# Written so that they do not find themselves.
MACHINE_PATHS = re.compile(rb"(?<![\w.:/])/(?:wor[k]|roo[t]|tm[p]|hom[e]|User[s])/\w")
REGISTRY_HOSTS = re.compile(rb"py[p]i\.org|python[h]osted\.org|index-ur[l]|find-link[s]")

MODULES = sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    """A file of the package as its dotted module name."""
    parts = path.relative_to(REPOSITORY).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def place_of(path: Path) -> str:
    """A file as it is named in this module: below the package, with slashes."""
    return path.relative_to(PACKAGE).as_posix()


def room_of(path: Path) -> str:
    """The room a file of the package lies in."""
    return Path(path.relative_to(PACKAGE).parts[0]).stem


def imported_by(path: Path) -> set[str]:
    """Top-level names of all modules a file imports, wherever in the file it does so."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            names.add((node.module or "").partition(".")[0])
    return names


def files_of_the_repository() -> list[Path]:
    """What git keeps, and what it would keep: neither ignored nor deleted."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=REPOSITORY, capture_output=True, check=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this copy is no git repository")
    paths = [REPOSITORY / name for name in listed.split("\0") if name]
    return [path for path in paths if path.is_file()]


def catches_everything(node: ast.AST) -> bool:
    """Whether a node is an `except` (or a `suppress`) for every exception there is."""
    broad = {"Exception", "BaseException"}
    if isinstance(node, ast.ExceptHandler):
        return node.type is None or any(isinstance(n, ast.Name) and n.id in broad for n in ast.walk(node.type))
    if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("suppress"):
        return any(isinstance(argument, ast.Name) and argument.id in broad for argument in node.args)
    return False


def functions_of(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a file."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_that_the_import_contracts_are_kept() -> None:
    program = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    linter = subprocess.run([sys.executable, "-c", program], cwd=REPOSITORY, capture_output=True, text=True)
    assert linter.returncode == 0, linter.stdout + linter.stderr


def test_that_every_module_belongs_to_a_room() -> None:
    assert {room_of(path) for path in MODULES} <= ROOMS


def test_that_the_command_line_and_all_below_it_open_without_qt() -> None:
    names = [name_of(path) for path in MODULES if room_of(path) in HEADLESS]
    program = f"""
import importlib, sys
class Barred:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {QT!r}:
            raise ImportError(f"{{name}} must not be imported here")
sys.meta_path.insert(0, Barred())
for name in {names!r}:
    importlib.import_module(name)
"""
    fresh = subprocess.run([sys.executable, "-c", program], cwd=REPOSITORY, capture_output=True, text=True)
    assert fresh.returncode == 0, fresh.stderr


def test_that_the_process_of_the_window_reads_no_film_itself() -> None:
    program = "import sys; import vertmeasure.cli.commands, vertmeasure.ui.start; print(*sys.modules)"
    fresh = subprocess.run([sys.executable, "-c", program], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    assert not {"pydicom", "imagecodecs"} & set(fresh.stdout.split())


def test_that_only_paint_and_ui_import_qt() -> None:
    assert {room_of(path) for path in MODULES if imported_by(path) & QT} <= WITH_QT


def test_that_core_imports_the_standard_library_alone() -> None:
    known = sys.stdlib_module_names | {"vertmeasure"}
    strangers = {place_of(p): imported_by(p) - known for p in MODULES if room_of(p) == "core"}
    assert not {place: names for place, names in strangers.items() if names}


def test_that_core_touches_no_file_and_no_clock() -> None:
    assert not [place_of(p) for p in MODULES if room_of(p) == "core" and imported_by(p) & NOT_FOR_CORE]


def test_that_one_module_alone_imports_pyqtgraph() -> None:
    assert len([place_of(path) for path in MODULES if "pyqtgraph" in imported_by(path)]) == 1


def test_that_the_gestures_of_the_window_need_no_qt() -> None:
    assert not [place for place in WITHOUT_QT_ALL_THE_SAME if imported_by(PACKAGE / place) & QT]


def test_that_no_module_has_a_name_that_says_nothing() -> None:
    assert not [place_of(path) for path in MODULES if VAGUE_NAMES & set(re.split(r"[_./]", place_of(path)))]


def test_that_functions_stay_short() -> None:
    long = [
        f"{place_of(path)}:{function.lineno} {function.name}"
        for path in MODULES
        for function in functions_of(path)
        if (function.end_lineno or 0) - function.lineno + 1 > LONGEST_FUNCTION
    ]
    assert not long


def test_that_files_stay_short() -> None:
    assert not [place_of(path) for path in MODULES if len(path.read_text("utf-8").splitlines()) > LONGEST_FILE]


def test_that_errors_are_swallowed_in_no_place_but_the_named_ones() -> None:
    trees = [(place_of(path), ast.parse(path.read_text("utf-8"))) for path in MODULES]
    broad = [place for place, tree in trees for node in ast.walk(tree) if catches_everything(node)]
    assert sorted(broad) == sorted(MAY_CATCH_EVERYTHING)


def test_that_a_package_says_in_one_line_what_its_room_is_for() -> None:
    texts = {path: path.read_text("utf-8") for path in MODULES if path.name == "__init__.py" and path.parent != PACKAGE}
    assert not [place_of(path) for path, text in texts.items() if not re.fullmatch(r'"""[^"\n]+"""\n', text)]


@pytest.mark.parametrize("foreign", [MACHINE_PATHS, REGISTRY_HOSTS], ids=["paths of a machine", "package registries"])
def test_that_the_repository_speaks_of_the_project_alone(foreign: re.Pattern[bytes]) -> None:
    found = {path: foreign.search(path.read_bytes()) for path in files_of_the_repository()}
    assert not {path.name: match.group() for path, match in found.items() if match}


def test_that_a_wheel_brings_what_the_program_opens_and_nothing_else() -> None:
    carried = {file.distribution_path for file in WheelBuilder(str(REPOSITORY)).recurse_included_files()}
    beside_code = {name for name in carried if re.match("vertmeasure/(resources|sample_dicom)/", name)}
    films = {f"vertmeasure/sample_dicom/{name}.dcm" for name in ("pre", "post", "follow_up")}
    assert films | {"vertmeasure/sample_dicom/sample.vert.json"} <= beside_code
    assert {Path(name).suffix for name in beside_code} == {".dcm", ".json", ".md", ".svg", ".toml"}


def test_that_constraints_name_packages_and_versions_alone() -> None:
    lines = (REPOSITORY / "constraints.txt").read_text("utf-8").splitlines()
    assert not [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.]+", line)]
