"""A person's name as DICOM writes it, as people read it (PS3.5 6.2.1)."""

_COMPONENTS = 5


def readable_name(stored: str) -> str:
    """A name in words: "Doe^Jane^Mary^Dr" becomes "Doe, Jane Mary (Dr)".

    Other scripts stand behind the first, after a slash; a name without components is shown as it is.
    """
    if "^" not in stored:
        return stored.strip()
    groups = [_of_one_script(group) for group in stored.split("=")]
    return " / ".join(dict.fromkeys(group for group in groups if group))


def _of_one_script(group: str) -> str:
    """Family name, given names and what stands before or behind a name, of one script."""
    parts = [part.strip() for part in group.split("^")]
    family, given, middle, prefix, suffix = (*parts, *[""] * _COMPONENTS)[:_COMPONENTS]
    name = ", ".join(filter(None, (family, " ".join(filter(None, (given, middle))))))
    titles = ", ".join(filter(None, (prefix, suffix)))
    return f"{name} ({titles})" if name and titles else name or titles
