"""Snapshots: Chroma and the lexicon of one generation, in a folder that is never written to again.

``snapshots/<generation>-<random>/`` holds ``chroma/``, ``lexicon/`` and ``generation.json``, which is
written last and lists the files, so that a folder without it is what a killed process left. Beside it
``<name>.lock`` is held by its readers, and ``<name>.damaged`` says that a reader found it so.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import LibraryError
from index.locks import try_exclusive

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_MANIFEST = "generation.json"
_LAYOUT = 2  # of the lexicon's fields; a snapshot of another is read as it is, and made anew by a sync
_CHANGING = {"chroma.sqlite3"}  # Chroma notes in it that it was opened


@dataclass(frozen=True)
class Entry:
    """One passage, as Chroma and the lexicon keep it."""

    id: str
    article: str
    source: str
    language: str | None
    date_from: int | None
    date_to: int | None
    title: str | None
    text: str
    vector: npt.NDArray[np.float32]


class Snapshots:
    """The snapshots of one library."""

    def __init__(self, library: Path) -> None:
        self._folder = library / "snapshots"

    def path(self, name: str) -> Path:
        return self._folder / name

    def lock(self, name: str) -> Path:
        return self._folder / f"{name}.lock"

    def mark_damaged(self, name: str) -> None:
        """Tell the next writer, who makes it anew."""
        with suppress(OSError):
            (self._folder / f"{name}.damaged").touch()

    def is_marked(self, name: str) -> bool:
        """Whether a reader failed to open it. It may have been for a passing reason, so readers try again."""
        return (self._folder / f"{name}.damaged").exists()

    def is_current(self, name: str) -> bool:
        """Whether it has everything that search can use by now."""
        manifest = self._manifest(name)
        return manifest is not None and manifest.get("layout") == _LAYOUT

    def damage(self, name: str, generation: int, passages: int) -> str | None:
        """What is wrong with a snapshot, as far as a look at its files tells; None if nothing."""
        folder = self.path(name)
        manifest = self._manifest(name)
        if manifest is None or not self.lock(name).exists():
            return "it isn't there"
        if manifest["generation"] != generation or manifest["passages"] != passages:
            return "it is of another generation"
        for file, size in manifest["files"].items():
            try:
                found = (folder / file).stat().st_size
            except OSError:
                return f"{file} is missing"
            if found != size and not (Path(file).name in _CHANGING and found > size):
                return f"{file} has {found} bytes and not {size}"
        return None

    def deleted(self, name: str) -> int:
        """Passages that were removed since the snapshot's forebear was made from nothing."""
        manifest = self._manifest(name)
        return manifest["deleted"] if manifest else 0

    def _manifest(self, name: str) -> dict[str, Any] | None:
        try:
            manifest: dict[str, Any] = json.loads((self.path(name) / _MANIFEST).read_bytes())
        except (OSError, ValueError):
            return None
        return manifest

    def make(
        self, generation: int, base: str | None, remove: Sequence[str], add: Iterable[Sequence[Entry]]
    ) -> str:
        """Make a snapshot from ``base`` (None: from nothing), flushed to the disk; its name.

        ``remove`` holds ids of passages in ``base``; ``add`` comes in batches of at most ``vectors.BATCH``.
        Raises LibraryError where ``base`` can't be used or the disk is full.
        """
        try:
            return self._make(generation, base, remove, add)
        except (OSError, sqlite3.Error) as error:
            raise LibraryError(
                f"The search index {self._folder} can't be written ({error}): see that the disk is not full."
            ) from error

    def _make(
        self, generation: int, base: str | None, remove: Sequence[str], add: Iterable[Sequence[Entry]]
    ) -> str:
        from index.lexicon import LexiconWriter
        from index.vectors import Vectors

        name = f"{generation}-{secrets.token_hex(4)}"
        folder = self.path(name)
        folder.mkdir(parents=True)
        self.lock(name).touch()
        if base is not None:
            _copy(self.path(base), folder)
        vectors = Vectors(folder / "chroma", create=base is None)
        lexicon = LexiconWriter(folder / "lexicon", create=base is None)
        with closing(vectors), closing(lexicon):
            vectors.remove(remove)
            lexicon.remove(remove)
            for entries in add:
                vectors.add(entries)
                lexicon.add(entries)
            passages = vectors.count()
        _flush(folder)
        deleted = len(remove) + (self.deleted(base) if base else 0)
        files = {
            file.relative_to(folder).as_posix(): file.stat().st_size
            for file in sorted(folder.rglob("*"))
            if file.is_file() and not file.name.endswith((".lock", "-journal"))
        }
        manifest = {
            "generation": generation,
            "passages": passages,
            "deleted": deleted,
            "layout": _LAYOUT,
            "files": files,
        }
        (folder / _MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
        _flush_one(folder / _MANIFEST)
        _flush_one(folder)
        return name

    def clean(self, keep: str | None) -> None:
        """Remove every snapshot but ``keep`` that nobody reads: older ones, and those of killed processes."""
        names = {path.name.split(".")[0] for path in self._folder.glob("*")}
        for name in names - {keep}:
            handle = try_exclusive(self.lock(name))
            if handle is None:
                continue
            try:
                shutil.rmtree(self.path(name), ignore_errors=True)
                (self._folder / f"{name}.damaged").unlink(missing_ok=True)
                if not self.path(name).exists():
                    self.lock(name).unlink(missing_ok=True)
            finally:
                os.close(handle)


def _copy(base: Path, folder: Path) -> None:
    """A copy of the files; of Chroma's SQLite through SQLite, since a reader may just be opening it."""
    ignored = shutil.ignore_patterns(_MANIFEST, "*.lock", "chroma.sqlite3*")
    shutil.copytree(base, folder, dirs_exist_ok=True, ignore=ignored)
    with (
        closing(sqlite3.connect(base / "chroma" / "chroma.sqlite3", timeout=30)) as old,
        closing(sqlite3.connect(folder / "chroma" / "chroma.sqlite3")) as new,
    ):
        old.backup(new)


def _flush(folder: Path) -> None:
    for path in folder.rglob("*"):
        _flush_one(path)


def _flush_one(path: Path) -> None:
    """Onto the disk, so that a power cut doesn't leave SQLite naming a snapshot that isn't whole."""
    if path.is_dir() and os.name == "nt":  # pragma: no cover
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
