"""Which side of a spine is posterior: the side of the arches, whose many edges cross each other."""

from collections.abc import Sequence

import numpy as np

from vertmeasure.vision.body_pose import BodyPose
from vertmeasure.vision.film_image import Box, FilmImage, Real

_PITCH_MM = 1.2
_NEAR, _FAR = 0.6, 1.25  # from the middle of the body, in depths


def facing_of(image: FilmImage, guesses: Sequence[BodyPose]) -> float:
    """Tell which way bodies face, +1 or -1, whatever their guesses say; `image` is measured in mm."""
    votes = [guess.facing * _vote(image, guess) for guess in guesses]
    return float(np.sign(sum(votes)) or 1.0)


def _vote(image: FilmImage, guess: BodyPose) -> float:
    """How clearly, -1 to 1, the arch lies behind a body as its guess has it."""
    behind, before = _unrest(image, guess, -1.0), _unrest(image, guess, 1.0)
    return (behind - before) / max(behind + before, 1e-9)


def _unrest(image: FilmImage, guess: BodyPose, side: float) -> float:
    """How much the grey varies from place to place beside a body, in front of it (1) or behind it (-1)."""
    forward = np.linspace(_NEAR, _FAR, 25)[:, None, None] * guess.depth_mm * side * guess.anterior
    down = np.linspace(-0.6, 0.6, 25)[None, :, None] * guess.height_mm * guess.caudal
    points: Real = guess.centre + forward + down
    box = Box(*points.reshape(-1, 2).min(axis=0), *points.reshape(-1, 2).max(axis=0)).grown(2.0)
    patch = image.patch(box, _PITCH_MM)
    grey = patch.at(points)
    steps = np.abs(np.diff(grey, axis=0))[:, 1:] + np.abs(np.diff(grey, axis=1))[1:]
    seen = steps[patch.covers(points)[1:, 1:]]
    return float(np.mean(seen)) if seen.size else 0.0
