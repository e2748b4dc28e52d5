"""A vertebral body as a solid: cancellous bone within a cortex and two endplates, loosely woven in the middle."""

import numpy as np
from outline import CORNER_ALONG, Outline
from shapes import Form, lump, ripple
from solid import Array, Material, Solid

BONE = Material(rind=0.036, core=0.0080, weave="vertical")
SACRAL_BONE = Material(rind=0.030, core=0.0042, weave="vertical")
LOOSE = Material(rind=-0.0022)
WALL_MM = 0.75
ENDPLATE_MM = 1.1
POSTERIOR_FLATNESS = 3.6
ANTERIOR_FLATNESS = 2.4
AROUND = 112


def body(outline: Outline) -> Solid:
    """Make a vertebral body in its own frame."""
    return Solid(*surfaces(outline), BONE)


def hollow_centre(outline: Outline) -> Solid:
    """Make the loosely woven middle of an osteoporotic body, as what it takes away from the rest."""
    corners = outline.corners
    height = min(corners[f"S{end}"][1] - corners[f"I{end}"][1] for end in "AP")
    middle = sum(z for _, z in corners.values()) / 4
    radii = (0.36 * outline.depth_mm, 0.38 * outline.width_mm, 0.36 * height)
    return Solid(lump((0.8, 0.0, middle), radii, Form(roughness=0.06, seed=outline.seed)), None, LOOSE)


def surfaces(outline: Outline) -> tuple[Array, Array]:
    """Make the outer and the inner surface of a body's cortex and endplates."""
    return _surface(outline, 0.0, 0.0), _surface(outline, WALL_MM, ENDPLATE_MM)


def _surface(outline: Outline, wall_mm: float, endplate_mm: float) -> Array:
    """Make the surface that lies inside the outer one by the thickness of wall and endplates."""
    radius, up = _profile(outline.corner_up)
    angle = np.linspace(0, 2 * np.pi, AROUND, endpoint=False)[:, None]
    rough = 1 + 0.02 * np.sin(angle) ** 2 * ripple(angle, np.pi * up[None, :], outline.seed)
    out = radius * outline.drawn_in(np.cos(angle), up) * rough * (1 - 2 * wall_mm / outline.depth_mm)
    power = np.where(np.cos(angle) < 0, 2 / POSTERIOR_FLATNESS, 2 / ANTERIOR_FLATNESS)
    along, across = (out * np.sign(part) * np.abs(part) ** power for part in (np.cos(angle), np.sin(angle)))
    height = outline.endplate("S", along, across)[..., 1] - outline.endplate("I", along, across)[..., 1]
    edge = np.minimum(endplate_mm / height, 0.45)
    return outline.point(along, across, edge + up * (1 - 2 * edge))


def _profile(corner_up: float) -> tuple[Array, Array]:
    """Walk (radius, height), 0 to 1, from the middle of the superior endplate over the wall to the inferior."""
    quarter = np.linspace(0, np.pi / 2, 10)
    flat = np.linspace(0, 1 - CORNER_ALONG, 26)[:-1]
    radius = np.concatenate([flat, 1 - CORNER_ALONG * (1 - np.sin(quarter))])
    up = np.concatenate([np.ones(25), 1 - corner_up * (1 - np.cos(quarter))])
    wall = np.linspace(1 - corner_up, corner_up, 26)[1:-1]
    return np.concatenate([radius, np.ones(24), radius[::-1]]), np.concatenate([up, wall, 1 - up[::-1]])
