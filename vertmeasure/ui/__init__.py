"""What the surgeon sees."""
