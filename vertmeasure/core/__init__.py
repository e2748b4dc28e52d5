"""What we know: landmarks, measurements, comparison and criteria, with the standard library alone."""
