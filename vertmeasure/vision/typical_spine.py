"""Typical sizes of vertebral bodies and discs, for guesses only: what the image shows always wins."""

from vertmeasure.core.anatomy import LEVELS, above, rank

# Depth of the upper endplate and posterior height in mm, T1 to L5, mean of the cadavers of Panjabi et al.
# (Spine 1991; 16: 888-901, thoracic, and 1992; 17: 299-306, lumbar). S1 stands in with the depth of L5.
_DEPTHS = (18.5, 19.6, 22.7, 23.3, 24.3, 26.0, 27.4, 27.9, 29.3, 30.5, 31.9, 32.8, 34.1, 34.6, 35.2, 35.5, 34.7, 34.7)
_HEIGHTS = (14.1, 15.6, 15.7, 16.2, 16.2, 17.4, 18.2, 18.7, 19.3, 20.2, 21.3, 22.7, 23.8, 24.3, 23.8, 24.1, 22.9, 22.9)

# Height of the disc below in mm, rounded: about 4 in the chest, growing to 10 at L4.
_DISCS = (3.5, 3.5, 3.5, 3.5, 3.5, 3.5, 3.5, 4.0, 4.0, 4.5, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 9.0, 0.0)


def depth_mm(level: str) -> float:
    """Depth of a body from wall to wall."""
    return _DEPTHS[rank(level)]


def height_mm(level: str) -> float:
    """Height of a body."""
    return _HEIGHTS[rank(level)]


def disc_mm(level: str) -> float:
    """Height of the disc below a body."""
    return _DISCS[rank(level)]


def centre_spacing_mm(level: str) -> float:
    """From the middle of a body to that of the one below; of L5 to the middle of the first sacral segment."""
    if level == LEVELS[-1]:
        return centre_spacing_mm(above(level) or level)
    lower = LEVELS[rank(level) + 1]
    return (height_mm(level) + height_mm(lower)) / 2 + disc_mm(level)
