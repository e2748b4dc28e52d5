"""The length of every ray inside a closed surface.

Every triangle of the surface adds its depth along the rays that it covers, with the sign of the side that it shows to
the source: what a ray's exits and entries leave over is the length in between.
"""

import numpy as np
from solid import Array

FRAGMENTS_AT_ONCE = 3_000_000
Shape = tuple[int, int]


def chord_lengths(grid: Array, shape: Shape) -> Array:
    """Measure the lengths for an image of `shape`; `grid` [around, along, (column, row, depth)] is the surface."""
    triangles = _triangles(grid)
    triangles = triangles[np.abs(_doubled_area(triangles)) > 1e-9]
    first, size = _boxes(triangles)
    total = np.zeros(shape[0] * shape[1])
    for width, height in np.unique(size, axis=0):
        chosen = np.flatnonzero((size == (width, height)).all(axis=1))
        for part in np.array_split(chosen, 1 + len(chosen) * width * height // FRAGMENTS_AT_ONCE):
            total += _depths(triangles[part], first[part], (int(height), int(width)), shape)
    return np.abs(total.reshape(shape))


def _triangles(grid: Array) -> Array:
    """Split a grid [around, along, k] into triangles [n, 3, k]."""
    following = np.roll(grid, -1, axis=0)
    a, b, c, d = grid[:, :-1], following[:, :-1], following[:, 1:], grid[:, 1:]
    return np.concatenate([np.stack(three, axis=2).reshape(-1, 3, grid.shape[2]) for three in ((a, b, c), (a, c, d))])


def _doubled_area(triangles: Array) -> Array:
    ab, ac = triangles[:, 1, :2] - triangles[:, 0, :2], triangles[:, 2, :2] - triangles[:, 0, :2]
    return np.asarray(ab[:, 0] * ac[:, 1] - ab[:, 1] * ac[:, 0])


def _boxes(triangles: Array) -> tuple[Array, Array]:
    """Give the first (column, row) under each triangle, and (width, height) in powers of two of a box around it."""
    first = np.ceil(triangles[..., :2].min(axis=1) - 0.5)
    size = np.maximum(np.floor(triangles[..., :2].max(axis=1) - 0.5) - first + 1, 1)
    return first, 2 ** np.ceil(np.log2(size))


def _depths(triangles: Array, first: Array, box: Shape, shape: Shape) -> Array:
    """Add up the signed depths of triangles that share one size of box (rows, columns); the flat image is returned."""
    column = first[:, 0, None, None] + np.arange(box[1])[None, None, :]
    row = first[:, 1, None, None] + np.arange(box[0])[None, :, None]
    weights = _barycentric(triangles, column + 0.5, row + 0.5)
    inside = (weights >= 0).all(axis=0)
    inside &= (column >= 0) & (column < shape[1]) & (row >= 0) & (row < shape[0])
    signed = triangles[:, :, 2] * np.sign(_doubled_area(triangles))[:, None]
    depth = np.einsum("knij,nk->nij", weights, signed)
    place = (row * shape[1] + column)[inside].astype(np.intp)
    return np.bincount(place, depth[inside], shape[0] * shape[1]).astype(np.float64)


def _barycentric(triangles: Array, column: Array, row: Array) -> Array:
    """Give the weights [corner, triangle, row, column] of each triangle's corners at the places."""
    area = _doubled_area(triangles)[:, None, None]
    weights = []
    for corner in range(3):
        (ax, ay), (bx, by) = (triangles[:, (corner + step) % 3, :2].T[..., None, None] for step in (1, 2))
        weights.append(((bx - ax) * (row - ay) - (by - ay) * (column - ax)) / area)
    return np.stack(weights)
