"""What we tell: one content model, and its writers."""
