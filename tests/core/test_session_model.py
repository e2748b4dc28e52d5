"""Undo and redo after any sequence of edits."""

from collections.abc import Callable
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.studies import before_and_after, three_bodies
from vertmeasure.core import edits
from vertmeasure.core.anatomy import BODIES, CORNERS, Mark
from vertmeasure.core.calibration import Calibration, Grade
from vertmeasure.core.errors import StudyError
from vertmeasure.core.geometry import ImagePoint
from vertmeasure.core.session import Session
from vertmeasure.core.study import Fact, Film, Landmark, Posture, Side, Study, Timepoint, Vertebra

OPENED = three_bodies()


Edit = Callable[[Study], Study]

film_ids = st.sampled_from(["pre", "post"])
levels = st.sampled_from([*BODIES[10:], "S1"])
marks = st.sampled_from(Mark)
points = st.builds(ImagePoint, st.floats(0, 500), st.floats(0, 500))
flags = st.booleans()
words = st.sampled_from(["", "one", "two"])
facts = st.one_of(st.none(), st.builds(Fact, st.integers(0, 10)))
bodies = st.builds(
    lambda level, placed: Vertebra(level, {mark: Landmark(at, proposed=True) for mark, at in placed.items()}),
    st.sampled_from(["T12", "L1"]),
    st.dictionaries(st.sampled_from(list(CORNERS)), points),
)
spacings = st.builds(lambda size: Calibration(size, size, Grade.USER), st.floats(0.1, 1))

ARGUMENTS: dict[Callable[..., Study], tuple[st.SearchStrategy[object], ...]] = {
    edits.add_film: (st.builds(Film, st.sampled_from(["first", "later"])),),
    edits.remove_film: (film_ids,),
    edits.set_timepoint: (film_ids, st.sampled_from(Timepoint)),
    edits.set_posture: (film_ids, st.sampled_from(Posture)),
    edits.set_date: (film_ids, st.sampled_from(["", "2026-01-02"])),
    edits.set_notes: (film_ids, words),
    edits.set_source_path: (film_ids, words),
    edits.set_outcome: (film_ids, words, st.sampled_from([None, 3, 8])),
    edits.calibrate_film: (film_ids, spacings),
    edits.calibrate_films: (st.dictionaries(film_ids, spacings),),
    edits.set_anterior: (film_ids, st.sampled_from([None, *Side])),
    edits.place: (st.tuples(film_ids, levels, marks), points, flags),
    edits.remove_landmark: (st.tuples(film_ids, levels, marks),),
    edits.remove_body: (film_ids, levels),
    edits.put_body: (film_ids, bodies),
    edits.accept_body: (film_ids, levels),
    edits.accept_film: (film_ids,),
    edits.propose_middles: (film_ids, levels),
    edits.relabel_body: (film_ids, levels, levels),
    edits.shift_levels: (st.integers(-3, 3),),
    edits.set_fractured: (levels, flags, film_ids),
    edits.set_excluded_reference: (levels, flags, st.sampled_from(["", "pre"])),
    edits.set_fact: (st.just("pain_nrs"), facts, st.sampled_from(["", "L1"])),
    edits.set_override: (st.tuples(film_ids, levels, st.just("genant_grade")), st.sampled_from([None, 1, 2])),
    edits.set_angle: (levels, levels, flags),
}


def with_arguments(edit: Callable[..., Study]) -> st.SearchStrategy[Edit]:
    return st.tuples(*ARGUMENTS[edit]).map(lambda arguments: lambda study: edit(study, *arguments))


any_edit = st.sampled_from(list(ARGUMENTS)).flatmap(with_arguments)


def edited(study: Study, edit: Edit) -> Study:
    """The study after an edit, or as it was where the edit is refused."""
    try:
        return edit(study)
    except StudyError:
        return study


def test_that_every_edit_is_among_those_tried() -> None:
    public = {each for name, each in vars(edits).items() if callable(each) and not name.startswith("_")}
    of_this_module = {each for each in public if getattr(each, "__module__", "") == edits.__name__}
    assert of_this_module - set(ARGUMENTS) == {edits.describe_study}


@settings(max_examples=60, deadline=None)
@given(st.lists(any_edit, max_size=12))
def test_that_undoing_everything_gives_the_opened_study_back(steps: list[Edit]) -> None:
    session = Session(before_and_after())
    for step in steps:
        session.apply("edit", edited(session.study, step))
    last = session.study
    while session.undo_label:
        session.undo()
    assert session.study == before_and_after()
    assert session.is_saved
    while session.redo_label:
        session.redo()
    assert session.study == last


@settings(max_examples=30, deadline=None)
@given(any_edit)
def test_that_an_edit_leaves_the_study_it_was_made_from(edit: Edit) -> None:
    study = before_and_after()
    edited(study, edit)
    assert study == before_and_after()


class Model(RuleBasedStateMachine):
    """A session beside a plain list of all studies and the place of the present one."""

    def __init__(self) -> None:
        super().__init__()
        self.session = Session(OPENED)
        self.studies = [OPENED]
        self.place = 0
        self.preview: Study | None = None
        self.saved = OPENED
        self.heard = self.told = 0
        self.session.subscribe(self.hear)

    def hear(self) -> None:
        self.heard += 1

    def put(self, study: Study) -> None:
        self.preview = None
        self.told += 1
        if study != self.studies[self.place]:
            self.studies[self.place + 1 :] = [study]
            self.place += 1

    @rule(word=words)
    def apply(self, word: str) -> None:
        study = replace(OPENED, label=word)
        self.session.apply("label", study)
        self.put(study)

    @rule(word=words)
    def drag(self, word: str) -> None:
        self.preview = replace(OPENED, label=word, levels_note=word)
        self.told += 1
        self.session.preview(self.preview)

    @rule()
    def commit(self) -> None:
        if self.preview is not None:
            self.put(self.preview)
        self.session.commit("drag")

    @rule()
    def cancel(self) -> None:
        self.told += self.preview is not None
        self.preview = None
        self.session.cancel()

    @rule()
    def undo(self) -> None:
        if self.preview is not None:
            self.preview = None
            self.told += 1
        elif self.place:
            self.place -= 1
            self.told += 1
        self.session.undo()

    @rule()
    def redo(self) -> None:
        if self.preview is None and self.place + 1 < len(self.studies):
            self.place += 1
            self.told += 1
        self.session.redo()

    @precondition(lambda self: self.preview is None)
    @rule()
    def save(self) -> None:
        self.saved = self.session.committed
        self.told += 1
        self.session.mark_saved(self.saved)

    @invariant()
    def agrees(self) -> None:
        present = self.studies[self.place]
        assert self.session.committed == present
        assert self.session.study == (present if self.preview is None else self.preview)
        assert self.session.is_previewing == (self.preview is not None)
        assert self.session.is_saved == (present == self.saved)
        assert bool(self.session.undo_label) == (self.place > 0)
        assert bool(self.session.redo_label) == (self.place + 1 < len(self.studies))
        assert self.heard == self.told


Model.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestModel = Model.TestCase
