"""Files that visitors hand over: checked, named safely, and put into ``uploads/`` below the library."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from index.articles import FORMATS
from index.errors import DossierError
from index.store import printable

FOLDER = "uploads"
MOST_FILES = 200  # handed over together
MOST_HELD = 20_000  # files in the folder
MOST_BYTES = 2_000_000_000  # in the folder
NAME_BYTES = 120  # of a name before its ending, in UTF-8

Why = Literal["kind", "size", "empty", "count", "full", "unreadable"]

_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"|?*\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\uffff]')
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)


@dataclass(frozen=True)
class Refused:
    """A file that wasn't taken. ``why`` names the kind of reason, ``reason`` says it, without the name."""

    name: str
    why: Why
    reason: str


@dataclass(frozen=True)
class Taken:
    """A file that lies in the folder now, as ``name``; ``new`` is False where the same file lay there."""

    name: str
    new: bool


def safe_name(name: str) -> str:
    """The last part of ``name`` as a file name that is neither hidden nor overlong, nor leads anywhere."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", printable(name)))[-1]
    plain = " ".join(_UNSAFE.sub(" ", last).split()).strip(". ")
    ending = ending_of(plain) or ""
    stem = (plain[: len(plain) - len(ending)] if ending else plain).strip(". ") or "article"
    if plain.lower() in {known.strip(".") for known in FORMATS}:
        stem, ending = "article", f".{plain}"  # ".txt" was all of its name
    stem = stem.encode()[:NAME_BYTES].decode(errors="ignore").strip(". ")
    return f"_{stem}{ending}" if _DEVICES.match(stem) else f"{stem}{ending}"


def ending_of(name: str) -> str | None:
    """The ending of a file that Dossier reads, as it is written; None for another kind."""
    low = name.lower()
    found = max((ending for ending in FORMATS if low.endswith(ending)), key=len, default=None)
    return name[len(name) - len(found) :] if found else None


def take(
    folder: Path, files: Sequence[tuple[str, Path]], max_bytes: int
) -> tuple[list[Taken], list[Refused]]:
    """Copy ``files`` (the name each had with its visitor, where it lies now) into ``folder``.

    Nothing that lies there is written over: another file of the same name gets a number. Raises
    DossierError where the folder can't be written.
    """
    taken: list[Taken] = []
    refused: list[Refused] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        held = {path.name.casefold(): path for path in folder.iterdir()}
        room = MOST_BYTES - sum(path.stat().st_size for path in held.values() if path.is_file())
        for at, (name, path) in enumerate(files):
            found = _refusal(name, path, at, len(held), room, max_bytes)
            if found:
                refused.append(Refused(printable(name), *found))
                continue
            one = _put(folder, held, safe_name(name), path)
            taken.append(one)
            if one.new:
                held[one.name.casefold()] = folder / one.name
                room -= path.stat().st_size
    except OSError as error:
        raise DossierError(
            f"Files can't be kept in {FOLDER}/ ({error.strerror or error}): see that the disk is not full."
        ) from error
    return taken, refused


def _refusal(name: str, path: Path, at: int, held: int, room: int, max_bytes: int) -> tuple[Why, str] | None:
    size = path.stat().st_size
    if at >= MOST_FILES:
        return "count", f"more than {MOST_FILES} files came together: hand the others over afterwards"
    if ending_of(safe_name(name)) is None:
        return "kind", f"Dossier doesn't read this kind of file, only {', '.join(FORMATS)}"
    if not size:
        return "empty", "it is empty: save the article in it again"
    if size > max_bytes:
        return "size", f"it has {size / 1e6:.1f} MB, over the limit of {max_bytes / 1e6:g} MB: split it"
    if size > room or held >= MOST_HELD:
        return "full", "there is no room for more uploads: remove some, or index a folder instead"
    return None


def _put(folder: Path, held: dict[str, Path], name: str, path: Path) -> Taken:
    ending = ending_of(name) or ""
    stem, number = name[: len(name) - len(ending)], 1
    while (there := held.get(name.casefold())) is not None:
        if there.is_file() and not there.is_symlink() and _same(there, path):
            return Taken(there.name, new=False)
        number += 1
        name = f"{stem} ({number}){ending}"
    part = folder / f".{os.getpid()}-{name}.part"  # hidden, so that a run that lists the folder leaves it out
    try:
        shutil.copyfile(path, part)
        os.replace(part, folder / name)
    finally:
        with suppress(FileNotFoundError):
            part.unlink()
    return Taken(name, new=True)


def _same(one: Path, other: Path) -> bool:
    return one.stat().st_size == other.stat().st_size and _digest(one) == _digest(other)


def _digest(path: Path) -> bytes:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").digest()
