"""Which folders of the server's disk a visitor may name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from index.errors import UsageError


def allowed(folder: str, roots: Sequence[Path] | None) -> Path:
    """The folder as a path; within ``roots`` (None: anywhere) once every link is followed.

    Raises UsageError; what lies outside the roots isn't even told to exist.
    """
    if roots is not None and not roots:
        raise UsageError("Folders can't be named here, as DOSSIER_ROOTS allows none: drop files instead.")
    named = folder.strip()
    try:
        path = Path(named) if roots is not None else Path(named).expanduser()
        resolved = path.resolve()
    except (OSError, ValueError, RuntimeError):  # a NUL, half a character, a loop of links, nobody's home
        raise UsageError("That is no folder's name: write it as /home/me/press.") from None
    if not path.is_absolute():
        raise UsageError("Write the whole path of the folder, as /home/me/press.")
    if roots is None:
        return path
    below = (root.expanduser().resolve() for root in roots)
    if not any(root == resolved or root in resolved.parents for root in below):
        raise UsageError("That folder may not be read from here: name one below those that are allowed.")
    return resolved
