"""Agreement of readings for other programs."""

import csv
import io
import json
from dataclasses import replace

from tests.repeated import repeated
from tests.studies import before_and_after
from vertmeasure.core.agreement import agreement_of, compare_readings
from vertmeasure.core.assess import assess
from vertmeasure.report.agreement_files import AGREEMENT_CSV_COLUMNS, agreement_csv, agreement_json
from vertmeasure.report.json_writer import json_text

STUDIES = [repeated(before_and_after(), seed) for seed in (1, 2, 3)]
FOUND = compare_readings([assess(each) for each in STUDIES])


def test_that_json_carries_every_number_in_full_precision() -> None:
    document = json.loads(json_text(agreement_json(FOUND, STUDIES)))
    (height,) = [each for each in document["agreement"] if each["id"] == "height_anterior"]
    (first,) = [each for each in FOUND.agreements if each.id == "height_anterior"]
    assert height["sem"] == first.sem
    assert first.icc_2_1 is not None
    assert first.icc_2_1.interval is not None
    assert height["icc_2_1"] == {"value": first.icc_2_1.value, "interval": list(first.icc_2_1.interval)}
    assert [pair["readings"] for pair in height["bland_altman"]] == [[1, 2], [1, 3], [2, 3]]
    assert height["bland_altman"][2]["limits"] == list(first.bland_altman[2].limits)


def test_that_json_names_studies_readers_and_the_error_of_a_point() -> None:
    document = agreement_json(FOUND, STUDIES)
    assert document["studies"][0] == {"study": "repeat-1", "reader": "R1"}
    assert (document["films"], document["readings"]) == (2, 3)
    # Nothing tells that the images of these studies are the same, so no point was placed twice.
    assert document["point_error"]["sd_mm"] is None
    assert document["point_error"]["reason"]


def test_that_csv_has_a_row_for_each_measurement_and_pair() -> None:
    rows = list(csv.DictReader(io.StringIO(agreement_csv(FOUND))))
    assert tuple(rows[0]) == AGREEMENT_CSV_COLUMNS
    assert [row["pair"] for row in rows if row["id"] == "height_anterior"] == ["1-2", "1-3", "2-3"]
    assert len(rows) == sum(max(len(each.bland_altman), 1) for each in FOUND.agreements)


def test_that_what_could_not_be_compared_has_empty_cells_and_its_status() -> None:
    lone = agreement_of("wedge_angle", "deg", [(1.0, 2.0)], 2)
    (row,) = csv.DictReader(io.StringIO(agreement_csv(replace(FOUND, agreements=(lone,)))))
    assert (row["sem"], row["icc_2_1"], row["bias"], row["status"]) == ("", "", "", "too_few_subjects")
    assert row["reason"]
