"""The commands, each a function from its options to an exit status."""

from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from vertmeasure.cli.agreement_table import agreement_table
from vertmeasure.cli.arguments import command_parser
from vertmeasure.cli.criteria_table import criteria_table
from vertmeasure.cli.explain_table import explain_table, reference_table
from vertmeasure.cli.info_table import info_table
from vertmeasure.cli.measure_table import measure_table
from vertmeasure.cli.printing import refuse, show, speak_utf8, tell
from vertmeasure.cli.report_files import refuse_overwriting, write_report
from vertmeasure.cli.studies import chosen_names, known_sets, opened
from vertmeasure.core.agreement import compare_readings
from vertmeasure.core.assess import Assessment, assess
from vertmeasure.core.errors import FilmError, StudyFileError, VertmeasureError
from vertmeasure.core.explanations import Explanation, explain, explanations
from vertmeasure.dicom.darkroom import Darkroom
from vertmeasure.dicom.describe import describe
from vertmeasure.dicom.files import film_files
from vertmeasure.report.agreement_files import agreement_csv, agreement_json
from vertmeasure.report.csv_writer import BYTE_ORDER_MARK, long_csv
from vertmeasure.report.files import write_text
from vertmeasure.report.json_writer import criteria_json, json_text, study_json
from vertmeasure.report.reference_page import explanation_json, markdown, reference_markdown
from vertmeasure.report.wide_csv import wide_csv


def run(arguments: Sequence[str]) -> int:
    """Run a command; 0 done, 2 the input is bad and one line on stderr says why. SystemExit after --help."""
    speak_utf8()
    try:
        options = command_parser().parse_args(arguments)
        return _COMMANDS[options.command](options)
    except VertmeasureError as error:
        return refuse(error)


def _info(options: Namespace) -> int:
    with Darkroom(processes=1) as darkroom:
        films = [describe(path, darkroom, not options.no_pixels) for each in options.films for path in _files(each)]
    show(json_text(films) if options.format == "json" else info_table(films))
    refused = [film for film in films if film["status"] == "refused"]
    if refused:
        tell(_refusal_words(refused, len(films)))
    return 2 if refused else 0


def _files(path: Path) -> Sequence[Path]:
    try:
        return film_files(path)
    except FilmError:
        return [path]  # its description says why it is refused


def _refusal_words(refused: Sequence[Mapping[str, Any]], total: int) -> str:
    if len(refused) > 1:
        return f"{len(refused)} of {total} files were refused. The result says why, and what to do, beside each."
    return "{path}: {reason} {remedy}".format_map(refused[0])


def _measure(options: Namespace) -> int:
    assessments = [assess(opened(path)) for path in options.studies]
    text = _measure_text(options, assessments)
    if options.out is None:
        show(text)
    else:
        refuse_overwriting(options.studies, [options.out])
        write_text(options.out, text)
    return 0


def _measure_text(options: Namespace, assessments: Sequence[Assessment]) -> str:
    if options.format == "table":
        return measure_table(assessments)
    if options.format == "json":
        documents = [study_json(each) for each in assessments]
        return json_text(documents[0] if len(documents) == 1 else documents)
    text = wide_csv(assessments) if options.layout == "wide" else long_csv(assessments)
    return BYTE_ORDER_MARK + text if options.excel else text


def _criteria(options: Namespace) -> int:
    sets = known_sets()
    names = chosen_names(options.sets, sets)
    assessment = assess(opened(options.study), sets)
    is_json = options.format == "json"
    show(json_text(criteria_json(assessment, names)) if is_json else criteria_table(assessment, names))
    return 0


def _report(options: Namespace) -> int:
    write_report(options)
    return 0


def _agreement(options: Namespace) -> int:
    if len({path.resolve() for path in options.studies}) < len(options.studies):
        raise StudyFileError("A study is named twice.", "Name each reading once: one would agree with itself.")
    studies = [opened(path) for path in options.studies]
    comparison = compare_readings([assess(each) for each in studies])
    if options.format == "json":
        show(json_text(agreement_json(comparison, studies)))
    else:
        show(agreement_csv(comparison) if options.format == "csv" else agreement_table(comparison))
    return 0


def _snap(options: Namespace) -> int:
    from vertmeasure.cli.landmarks import run_snap  # it reads films, which costs most of a second to be ready for

    return run_snap(options)


def _propose(options: Namespace) -> int:
    from vertmeasure.cli.landmarks import run_propose

    return run_propose(options)


def _carry(options: Namespace) -> int:
    from vertmeasure.cli.landmarks import run_carry

    return run_carry(options)


def _explain(options: Namespace) -> int:
    sets = known_sets()
    if options.word:
        show(_explained(options.format, explain(options.word, sets)))
    else:
        show(_reference(options.format, explanations(sets)))
    return 0


def _explained(form: str, told: Sequence[Explanation]) -> str:
    if form == "json":
        return json_text([explanation_json(each) for each in told])
    return explain_table(told) if form == "table" else "\n\n".join(map(markdown, told)) + "\n"


def _reference(form: str, told: Sequence[Explanation]) -> str:
    if form == "json":
        return json_text([explanation_json(each) for each in told])
    return reference_table(told) if form == "table" else reference_markdown(told)


_COMMANDS: Mapping[str, Callable[[Namespace], int]] = {
    "info": _info,
    "measure": _measure,
    "criteria": _criteria,
    "report": _report,
    "explain": _explain,
    "agreement": _agreement,
    "snap": _snap,
    "propose": _propose,
    "carry": _carry,
}
