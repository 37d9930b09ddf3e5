"""The folders and files that the library was told of, and what a run finds in them."""

from __future__ import annotations

import json
import os
import re
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.articles import find_files
from index.errors import IdClash, UnreadableFile, UsageError
from index.store import FileRow

DEFAULT = Path("corpus")
_NAME = re.compile(r"[^\W_][\w .-]*(/[^\W_][\w .-]*)*")


@dataclass(frozen=True)
class SourceRow:
    """A remembered source. ``prefix`` is "" or "NAME/"."""

    id: int
    path: Path
    name: str
    prefix: str
    kind: str  # "folder" | "file"


@dataclass(frozen=True)
class Listing:
    """The files of a source as they are now."""

    source: SourceRow
    files: list[tuple[str, Path]]  # (name below the source, file)
    closed: tuple[str, ...]  # "name/" of folders that can't be listed

    def gone(self, before: Iterable[str]) -> list[str]:
        """Of the names that were there before, those that are no more."""
        now = {name for name, _ in self.files}
        return [name for name in before if name not in now and not name.startswith(self.closed)]


def absolute(path: Path) -> Path:
    """As it is remembered: symbolic links stay, so that one may point elsewhere later."""
    return Path(os.path.abspath(path.expanduser()))


def known_sources(connection: sqlite3.Connection) -> list[SourceRow]:
    rows = connection.execute("SELECT id, path, name, prefix, kind FROM sources ORDER BY id").fetchall()
    return [SourceRow(id, Path(path), name, prefix, kind) for id, path, name, prefix, kind in rows]


def known_files(connection: sqlite3.Connection, source: SourceRow) -> dict[str, FileRow]:
    rows = connection.execute(
        "SELECT name, size, mtime_ns, sha256, max_bytes, reading, errors FROM files WHERE source = ?",
        (source.id,),
    )
    found = {}
    for name, size, mtime_ns, sha256, max_bytes, reading, errors in rows:
        told = tuple((what, reason) for what, reason in json.loads(errors))
        found[name] = FileRow(name, size, mtime_ns, sha256, max_bytes, reading, told)
    return found


def choose(
    known: Sequence[SourceRow], paths: Sequence[Path], name: str | None, library: Path
) -> tuple[list[SourceRow], list[SourceRow]]:
    """The sources to bring up to date: (those known, those new, whose ids follow the known ones).

    ``library`` is the library's own folder: a source in it and one around it share no file.
    Raises UsageError for a path that isn't there, that overlaps a known source, or a name that can't be used.
    """
    if name is not None and not _NAME.fullmatch(name):
        raise UsageError(
            f"--as {name} can't be used: letters, digits, spaces, '.', '-', '_' and '/' between parts."
        )
    if not paths:
        if name is not None:
            raise UsageError(f"--as {name} needs a path: name the folder or file that it is for.")
        if known:
            return list(known), []
        if not DEFAULT.is_dir():
            raise UsageError(f"There is no folder {DEFAULT}/ here: name the folder of your articles.")
        paths = [DEFAULT]
    chosen: list[SourceRow] = []
    new: list[SourceRow] = []
    for path in dict.fromkeys(absolute(path) for path in paths):
        before = next((source for source in known if source.path == path), None)
        if before is not None:
            if name is not None and before.prefix != f"{name}/":
                raise UsageError(
                    f"{path} is indexed already, under other ids: forget it first, then index it --as {name}."
                )
            chosen.append(before)
            continue
        if not path.exists():
            raise UsageError(f"{path} isn't there: check the name.")
        overlapping = next((s for s in [*known, *new] if _overlap(s.path, path, library)), None)
        if overlapping is not None:
            raise UsageError(
                f"{path} and {overlapping.path}, which the library has, hold the same files: index only "
                f"one of them (`dossier index --forget PATH` lets go of one)."
            )
        new.append(
            SourceRow(
                id=1 + max((source.id for source in [*known, *new]), default=0),
                path=path,
                name=_label(path, name, {source.name for source in [*known, *new]}),
                prefix=f"{name}/" if name else "",
                kind="folder" if path.is_dir() else "file",
            )
        )
    return chosen, new


def _overlap(one: Path, other: Path, library: Path) -> bool:
    one, other, own = one.resolve(), other.resolve(), library.resolve()
    if (own in one.parents) != (own in other.parents):
        return False  # ``list_files`` leaves the library's folder out
    return one == other or one in other.parents or other in one.parents


def _label(path: Path, name: str | None, taken: set[str]) -> str:
    """What people call the source: its --as name or last folder, with folders above it if that's taken."""
    if name is not None and name not in taken:
        return name
    parts = path.parts
    for depth in range(1, len(parts)):
        label = "/".join(parts[-depth:])
        if label not in taken:
            return label
    return str(path)


def list_files(source: SourceRow, library: Path) -> tuple[Listing, list[UnreadableFile]]:
    """What is there now, and what of it can't be looked into. The library's own folder is left out."""
    own = library.resolve()
    within = source.path.resolve() in own.parents
    files: dict[str, Path] = {}
    closed: list[str] = []
    failed = []
    for name, file in find_files(source.path):
        if within and own in file.resolve().parents:
            continue
        if file.is_dir():
            closed.append(f"{name}/")
            failed.append(
                UnreadableFile(
                    source.prefix + name, "the folder can't be listed; what the library has of it is kept"
                )
            )
        elif name in files:  # names that aren't Unicode can come to look the same
            failed.append(
                UnreadableFile(source.prefix + name, "another file's name reads the same: rename one")
            )
        else:
            files[name] = file
    return Listing(source, list(files.items()), tuple(closed)), failed


def refuse_clashes(connection: sqlite3.Connection, listings: Iterable[Listing]) -> None:
    """Raise IdClash where two sources would give the same id, before anything is changed."""
    listed = {listing.source.id: listing for listing in listings}
    owners: dict[str, Path] = {}
    for source in known_sources(connection):
        if source.id not in listed:
            for name in known_files(connection, source):
                owners[source.prefix + name] = source.path
    for listing in listed.values():
        for name, _ in listing.files:
            id = listing.source.prefix + name
            if owners.setdefault(id, listing.source.path) != listing.source.path:
                raise clash(id, owners[id], listing.source.path)


def clash(id: str, one: Path, other: Path) -> IdClash:
    return IdClash(
        f"{one} and {other} both hold {id}: index one of them with --as NAME, which goes before its ids."
    )
