from dataclasses import replace

from tests.report.told_studies import SECRET, assessed, followed_up, telling
from vertmeasure.core.calibration import Calibration
from vertmeasure.core.study import CountedFrom, Fact, Posture, Procedure, Study, Technique
from vertmeasure.report.content import ReportContent, ReportContext, report_content
from vertmeasure.report.wording import Line
from vertmeasure.storage.rule_files import load_shipped

CONTEXT = ReportContext(created="2026-03-09T10:00:00+00:00", reader="R2", rule_sets=load_shipped())


def content_of(study: Study, context: ReportContext = CONTEXT) -> ReportContent:
    return report_content(assessed(study), context)


def test_that_last_film_before_first_after_and_follow_ups_are_compared() -> None:
    compared = content_of(followed_up()).comparison
    assert compared.film_headings == ("Pre", "Post", "Follow-up")
    assert compared.pair_headings == ("Pre to post", "Pre to follow-up", "Post to follow-up")


def test_that_follow_ups_are_numbered_where_there_are_several() -> None:
    study = followed_up()
    twice = replace(study, films=(*study.films, replace(study.films[2], id="later", date="2027-01-01")))
    assert content_of(twice).comparison.film_headings == ("Pre", "Post", "Follow-up 1", "Follow-up 2")


def test_that_every_judged_level_has_a_table() -> None:
    assert [table.level for table in content_of(followed_up()).levels] == ["L1"]


def test_that_a_film_tells_posture_calibration_and_the_start_of_its_hash() -> None:
    study = followed_up()
    calibration = Calibration(0.13, 0.13, study.films[0].calibration.grade, "PixelSpacing", flags=("conflict",))
    source = replace(study.films[0].source, sha256="0123456789abcdef")
    first = replace(study.films[0], calibration=calibration, source=source, date="2026-03-02")
    film = content_of(replace(study, films=(first, *study.films[1:]))).films[0]
    assert film.calibration == "0.130\u2009mm/px · geometry (PixelSpacing) · attributes contradict each other"
    assert (film.posture, film.date, film.hash) == ("standing", "2026-03-02", "0123456789ab")


def test_that_an_uncalibrated_film_says_so() -> None:
    study = followed_up()
    first = replace(study.films[0], calibration=Calibration())
    assert content_of(replace(study, films=(first,))).films[0].calibration == "not calibrated: no millimetres"


def test_that_a_draft_is_told_with_its_reason() -> None:
    study = followed_up()
    unknown = replace(study.films[1], posture=Posture.UNKNOWN)
    content = content_of(replace(study, films=(study.films[0], unknown)))
    assert content.draft == ("Draft: post, posture unknown",)
    assert content_of(study).draft == ()


def test_that_verdicts_use_clinical_words_and_never_recommend() -> None:
    content = content_of(followed_up(facts={"pain_nrs": Fact(8)}))
    block = content.leading_verdicts[0]
    assert block.words == "cannot be determined"
    assert "Cause of the fracture" in block.missing
    assert "recommend" not in repr(content)
    assert "should be operated" not in repr(content)


def test_that_a_finding_tells_value_interval_and_threshold() -> None:
    block = content_of(followed_up()).leading_verdicts[0]
    collapse = next(each for each in block.findings if each.rule == "collapse")
    assert "Loss, largest: 30.8\u2009% (21.9 to 39.7), asked: ≥ 15 %" in collapse.because


def test_that_a_finding_tells_who_entered_a_fact_when_and_from_what() -> None:
    fact = Fact(8, by="R1", at="2026-03-02T10:11:12Z", source="examination")
    block = content_of(followed_up(facts={"pain_nrs": fact})).leading_verdicts[0]
    pain = next(each for each in block.findings if each.rule == "painful")
    assert "Pain: 8\u2009of 10 (R1, 2026-03-02, from examination), asked: ≥ 1 of 10" in pain.because


def test_that_under_fits_the_report_lists_what_the_set_did_not_ask() -> None:
    facts = {"pain_nrs": 8, "conservative_failed": True, "neuro": "N0", "aetiology": "osteoporotic"} | {
        "infection": "none", "coagulopathy": "none", "cord_decompression": False, "goal_height_restoration": True,
        "fracture_weeks": 4, "ao_type": "A1", "healed": False, "cortical_shell": True, "ligament_stable": True,
        "pedicle_access": True, "pedicle_mm": 6.8,
    }  # fmt: skip
    blocks = content_of(followed_up(facts={key: Fact(value) for key, value in facts.items()})).leading_verdicts
    assert {block.words for block in blocks} == {"fits"}
    assert all(block.not_asked for block in blocks)


def test_that_a_contraindication_of_another_set_stands_on_top() -> None:
    own = replace(load_shipped()[0], name="own", title="Own", rules=())
    context = replace(CONTEXT, rule_sets=(own,), chosen_set="own")
    content = content_of(followed_up(facts={"infection": Fact("systemic")}), context)
    assert any("contraindicated by the criteria of" in each for each in content.other_contraindications)


def test_that_profiles_and_claims_carry_their_source() -> None:
    content = content_of(followed_up())
    assert [each.technique for each in content.profiles] == ["Vertebroplasty", "Balloon kyphoplasty", "SpineJack"]
    assert all(each.source for each in content.profiles)
    assert all("not verified" in each for each in content.claims)


def test_that_facts_are_told_in_words_with_their_origin() -> None:
    study = followed_up(
        facts={"neuro": Fact("N0", "R1", "2026-03-02", "exam"), "house": Fact("own")},
        level_facts={"L1": {"fracture_weeks": Fact(4), "healed": Fact(False), "ao_type": Fact(7)}},
    )
    lines = {(each.level, each.label): each for each in content_of(study).facts}
    assert lines["", "Neurology (AO Spine)"].value == "N0 intact"
    assert lines["", "Neurology (AO Spine)"].by == "R1"
    assert lines["", "house"].value == "own"
    assert lines["L1", "Age of the fracture"].value == "4\u2009weeks"
    assert lines["L1", "Fracture healed"].value == "no"
    assert "not usable" in lines["L1", "AO Spine type"].value


def test_that_the_procedure_is_told_as_far_as_it_is_recorded() -> None:
    procedure = Procedure(Technique.SPINEJACK, ("L1",), cement_ml=4.5)
    assert content_of(followed_up(procedure=procedure)).procedure == (
        Line("Technique", "SpineJack"),
        Line("Levels", "L1"),
        Line("Cement", "4.5\u2009ml"),
    )


def test_that_the_counting_of_levels_is_told_with_its_note() -> None:
    study = followed_up(levels_counted_from=CountedFrom.RIB, levels_note="four lumbar bodies")
    assert content_of(study).levels_counted_from == "Levels counted from the last rib: four lumbar bodies"


def test_that_the_method_names_reference_error_software_and_sets() -> None:
    method = " ".join(content_of(followed_up(excluded_references=("T11",))).method)
    assert "mean of the nearest intact body above and below" in method
    assert "Excluded by the reader: T11." in method
    assert "0.75\u2009mm" in method
    assert "calibration, posture and beam are not in it" in method
    assert "Augmentation overview 2026.1 (augmentation-overview, " in method


def test_that_every_number_shown_has_its_formula() -> None:
    content = content_of(followed_up())
    told = {each.id for each in content.formulas}
    shown = {cell.result.id for table in content.levels for row in table.rows for cell in row.cells if cell.result}
    assert shown <= told


def test_that_the_study_s_reader_goes_before_the_one_of_the_settings() -> None:
    assert content_of(followed_up()).reader == "R2"
    assert content_of(followed_up(reader="R1")).reader == "R1"


def test_that_warnings_about_images_and_notices_are_told_together() -> None:
    context = replace(CONTEXT, film_warnings=("The image of film pre is missing.",))
    study = followed_up()
    content = content_of(
        replace(study, films=(study.films[0], replace(study.films[1], posture=Posture.SUPINE))), context
    )
    assert content.notices == ("The image of film pre is missing.", "pre and post were taken in different postures.")


def test_that_a_study_without_films_or_fractures_has_a_report_too() -> None:
    content = content_of(Study(id="empty"))
    assert (content.levels, content.leading_verdicts, content.comparison.films) == ((), (), ())
    assert content.disclaimer


def test_that_a_report_names_the_patient_unless_it_is_deidentified() -> None:
    assert any(line.value == SECRET for line in content_of(telling()).patient)
    assert content_of(followed_up()).deidentified == ""
    assert content_of(followed_up(), replace(CONTEXT, deidentified=True)).deidentified
