"""Where the landmark error of a study comes from, as the window keeps it."""

from tests.ui.golden_desk import empty_desk
from vertmeasure.core import edits
from vertmeasure.storage.settings import Settings
from vertmeasure.ui.desk import Desk, new_study
from vertmeasure.ui.study_fields import STUDY_FIELDS

(FIELD,) = [spec for spec in STUDY_FIELDS if spec.key == "landmark_sd_mm"]


def told(desk: Desk, text: str) -> tuple[float, str]:
    study = edits.describe_study(desk.study, landmark_sd_mm=0.4, landmark_sd_source="own repeats")
    changed = FIELD.write(study, text)
    return changed.landmark_sd_mm, changed.landmark_sd_source


def test_that_a_new_study_takes_the_reader_s_error_with_its_source() -> None:
    study = new_study(Settings(landmark_sd_mm=0.4, landmark_sd_source="own repeats"))
    assert (study.landmark_sd_mm, study.landmark_sd_source) == (0.4, "own repeats")


def test_that_an_error_typed_by_hand_has_no_such_source() -> None:
    assert told(empty_desk(), "0.5") == (0.5, "")


def test_that_typing_the_same_error_leaves_its_source() -> None:
    assert told(empty_desk(), "0.40") == (0.4, "own repeats")
