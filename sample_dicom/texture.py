"""Repeatable random fields: trabecular weave of bone, mottle of soft tissue, and their blurring, with numpy alone."""

from functools import cache

import numpy as np
from solid import Array

WEAVE_SIDE = 1024
WEAVE_MM = 0.12


def blur(image: Array, sigma_px: float) -> Array:
    """Blur with a Gaussian; beyond the edges the image goes on as its mirror."""
    margin = int(min(3 * sigma_px + 2, min(image.shape) - 1))
    padded = np.pad(image, margin, mode="reflect")
    down, over = np.fft.fftfreq(padded.shape[0])[:, None], np.fft.rfftfreq(padded.shape[1])[None, :]
    gain = np.exp(-2 * (np.pi * sigma_px) ** 2 * (down**2 + over**2))
    smooth = np.fft.irfft2(np.fft.rfft2(padded) * gain, s=padded.shape)
    return np.asarray(smooth[margin:-margin, margin:-margin])


def cloud(shape: tuple[int, int], seed: int, steepness: float, coarse_px: float) -> Array:
    """Give a field of mean 0 and standard deviation 1 whose amplitude falls as frequency to the power -steepness."""
    down, over = np.fft.fftfreq(shape[0])[:, None], np.fft.rfftfreq(shape[1])[None, :]
    gain = (down**2 + over**2 + coarse_px**-2) ** (-steepness / 2)
    white = np.random.default_rng(seed).standard_normal(shape)
    field = np.fft.irfft2(np.fft.rfft2(white) * gain, s=shape)
    return np.asarray((field - field.mean()) / field.std())


@cache
def _weave(kind: str) -> Array:
    shape = (WEAVE_SIDE, WEAVE_SIDE)
    down, over = np.fft.fftfreq(WEAVE_SIDE)[:, None], np.fft.rfftfreq(WEAVE_SIDE)[None, :]
    white = np.fft.rfft2(np.random.default_rng(len(kind)).standard_normal(shape))
    rows, columns = down / WEAVE_MM, over / WEAVE_MM
    speckle = np.exp(-((rows * 0.45) ** 2 + (columns * 0.45) ** 2)) * (rows**2 + columns**2 + 0.004) ** -0.5
    struts = np.exp(-((rows * 3.2) ** 2 + (columns * 0.55) ** 2)) * (1 - np.exp(-((columns * 2.5) ** 2)))
    patches = np.exp(-((rows * 5) ** 2 + (columns * 5) ** 2)) * (1 - np.exp(-((rows * 25) ** 2 + (columns * 25) ** 2)))
    fields = [np.fft.irfft2(white * gain, s=shape) for gain in (speckle, struts, patches)]
    fields = [field / field.std() for field in fields]
    mixed = fields[0] if kind == "mottled" else fields[0] + 0.5 * fields[1] + 0.6 * fields[2]
    return np.asarray(np.clip(mixed / mixed.std(), -2.5, 2.5))


def weave(kind: str, x_mm: Array, z_mm: Array) -> Array:
    """Read the trabecular texture (mean 0, standard deviation 1) at places of the bone's own frame."""
    if kind == "none":
        return np.zeros(np.broadcast_shapes(x_mm.shape, z_mm.shape))
    field, column, row = _weave(kind), x_mm / WEAVE_MM, z_mm / WEAVE_MM
    left, top = np.floor(column).astype(int), np.floor(row).astype(int)
    fx, fy = column - left, row - top
    wrapped = [[field[(top + i) % WEAVE_SIDE, (left + j) % WEAVE_SIDE] for j in (0, 1)] for i in (0, 1)]
    upper, lower = (row_of[0] * (1 - fx) + row_of[1] * fx for row_of in wrapped)
    return np.asarray(upper * (1 - fy) + lower * fy)
