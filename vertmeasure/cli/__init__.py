"""The same functions as the window, printed."""
