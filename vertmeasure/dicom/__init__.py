"""What comes in: films are read here, and every file is treated as hostile."""
