"""What we keep: study files, rule files and the places where they lie."""
