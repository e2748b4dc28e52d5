"""How it is drawn, on screen and on paper alike."""
