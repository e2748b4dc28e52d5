"""From a patient in the beam to a film: attenuation, scatter, unsharpness, noise, and a digital system's greyscale."""

import numpy as np
from beam import Beam
from numpy.typing import NDArray
from solid import Array, Solid
from texture import blur, weave

WHITE = 4095
OPEN_FIELD = 2.2
MID_GREY = 5.0
TRABECULAR_CONTRAST = {"vertical": 0.13, "mottled": 0.12, "none": 0.0}


def add(total: Array, beam: Beam, solid: Solid) -> None:
    """Add the attenuation of a solid to that of every ray it meets."""
    window = beam.window(solid.outer)
    outer = beam.lengths(solid.outer, window)
    material = solid.material
    if solid.inner is None:
        total[window] += material.rind * outer
        return
    inner = beam.lengths(solid.inner, window)
    x, z = beam.plane()
    pattern = weave(material.weave, *solid.frame.local(x[:, window[1]], z[window[0]]))
    texture = 1 + TRABECULAR_CONTRAST[material.weave] * pattern
    total[window] += material.rind * (outer - inner) + material.core * inner * texture


def expose(attenuation: Array, pixel_mm: float, seed: int) -> Array:
    """Give the logarithm of what the detector saw: with unsharpness, scattered radiation and quantum noise."""
    primary = blur(np.exp(-np.clip(attenuation, 0, 11)), 0.17 / pixel_mm)
    scatter = 0.35 * blur(np.minimum(primary, 0.05), 24 / pixel_mm) + 0.0006
    signal = primary + scatter
    grain = blur(np.random.default_rng(seed).standard_normal(signal.shape), 0.7)
    grain *= 0.0009 * np.sqrt(signal) / grain.std()
    return np.asarray(-np.log(np.maximum(signal + grain, 1e-6)))


def greyscale(density: Array, pixel_mm: float) -> NDArray[np.uint16]:
    """Give 12-bit values, bone white: broad differences are drawn together, edges kept, black and white eased off."""
    body = np.maximum(density, OPEN_FIELD)
    broad, middle = blur(body, 20 / pixel_mm), blur(body, 3.0 / pixel_mm)
    evened = 0.40 * (broad - MID_GREY) + 1.15 * (middle - broad) + 1.35 * (body - middle)
    evened += np.minimum(density - OPEN_FIELD, 0) * 0.8
    grey = WHITE / (1 + np.exp(-2.1 * evened))
    return np.asarray(np.clip(np.round(grey), 0, WHITE).astype(np.uint16))
