"""How fast the program is, told as ratios to a baseline taken in the same minute; `python -m benchmarks`."""
