"""A blind repeat reading: the study as it lay before the reader, without a trace of what was read."""

from dataclasses import replace

from vertmeasure.core.study import Study

REPEAT_OF = "repeat_of"
"""Key of a study file that says which study a repeat reading repeats."""


def blind_copy(study: Study, new_id: str) -> Study:
    """The study with its films, fractures and facts, but without points and the reader's own grades and shapes."""
    return replace(
        study,
        id=new_id,
        films=tuple(replace(film, vertebrae={}) for film in study.films),
        overrides={},
        extras={**study.extras, REPEAT_OF: study.id},
    )


def is_repeat(study: Study) -> bool:
    """Whether a study is a repeat reading of another one."""
    return REPEAT_OF in study.extras
