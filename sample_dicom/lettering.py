"""Letters burnt into the corner of a film, from a small bitmap alphabet of our own (five columns, seven rows)."""

import numpy as np
from numpy.typing import NDArray

LETTER_ROWS = {
    "S": (".###.", "#...#", "#....", ".###.", "....#", "#...#", ".###."),
    "Y": ("#...#", "#...#", ".#.#.", "..#..", "..#..", "..#..", "..#.."),
    "N": ("#...#", "##..#", "##..#", "#.#.#", "#..##", "#..##", "#...#"),
    "T": ("#####", "..#..", "..#..", "..#..", "..#..", "..#..", "..#.."),
    "H": ("#...#", "#...#", "#...#", "#####", "#...#", "#...#", "#...#"),
    "E": ("#####", "#....", "#....", "####.", "#....", "#....", "#####"),
    "I": (".###.", "..#..", "..#..", "..#..", "..#..", "..#..", ".###."),
    "C": (".###.", "#...#", "#....", "#....", "#....", "#...#", ".###."),
    "L": ("#....", "#....", "#....", "#....", "#....", "#....", "#####"),
}


def burn(film: NDArray[np.uint16], text: str, corner: tuple[int, int], dot_px: int, value: int) -> None:
    """Write text into the film; `corner` is the (row, column) of its top left pixel, `dot_px` the size of a dot."""
    lines = [".".join(LETTER_ROWS[letter][row] for letter in text) for row in range(7)]
    dots = np.array([[dot == "#" for dot in line] for line in lines])
    mask = np.kron(dots, np.ones((dot_px, dot_px), dtype=bool))
    target = film[corner[0] : corner[0] + mask.shape[0], corner[1] : corner[1] + mask.shape[1]]
    target[mask] = value
