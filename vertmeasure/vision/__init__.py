"""Reads the image to find landmarks: snapping to borders, proposing bodies, carrying points over; numpy, no Qt."""
