"""Makes the library match its sources: what was added, changed and removed since the last run.

A file whose size and time are the same costs one ``stat``; else it is hashed, and read only when its bytes
are new. A run that is killed loses at most the batch that was being encoded: what was encoded before is
found again by the text that it was made from.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from index.encoder import encoder_fingerprint
from index.errors import EncoderMismatch, LibraryError, UnreadableFile, UsageError
from index.intake import Intake
from index.locks import one_writer
from index.settings import Settings
from index.sources import (
    Listing,
    SourceRow,
    absolute,
    choose,
    known_files,
    known_sources,
    list_files,
    refuse_clashes,
)
from index.store import FILE, FileRow, connect, guarded, read_meta, transaction
from index.writer import Writer

if TYPE_CHECKING:
    from index.encoder import Encoder


class Progress(Protocol):
    """Somebody who is shown how far a run is, in bytes of the files that are new or changed."""

    def start(self, total: int) -> None: ...

    def advance(self, amount: float, name: str) -> None:
        """``amount`` more bytes are done; ``name`` is the file in work."""
        ...


@dataclass(frozen=True)
class Report:
    """What a run did, in articles. ``passages`` are those in the library now, ``encoded`` by this run.

    ``read`` has the articles that are new or changed; ``left_out`` counts those that the user removed.
    """

    added: int
    changed: int
    removed: int
    unchanged: int
    passages: int
    encoded: int
    failed: tuple[UnreadableFile, ...]  # also those that failed before and are the same
    notices: tuple[tuple[str, str], ...]  # (article id, notice), of what was read by this run
    seconds: float
    read: tuple[str, ...] = ()
    left_out: int = 0


class _Silent:
    def start(self, total: int) -> None: ...

    def advance(self, amount: float, name: str) -> None: ...


def sync(
    folder: Path,
    paths: Sequence[Path],
    *,
    settings: Settings,
    name: str | None = None,
    encoder: Callable[[], Encoder],
    fingerprint: str | None = None,
    progress: Progress | None = None,
) -> Report:
    """Bring the sources at ``paths`` up to date in the library at ``folder``; with no path, all it knows.

    ``encoder`` is called only when there is something new to encode; ``fingerprint`` is that encoder's, where
    the settings don't name it. Raises UsageError, LibraryLocked, EncoderMismatch, LibraryError.
    """
    started = time.monotonic()
    if fingerprint is None:
        fingerprint = encoder_fingerprint(settings)
    if not (folder / FILE).exists():
        choose([], paths, name, folder)  # a call that is wrong leaves no folder behind
    with writing(folder) as connection:
        check_encoder(folder, connection, fingerprint)
        run = _Run(folder, connection, settings, fingerprint, encoder, progress or _Silent())
        run.sync(paths, name)
        return run.report(time.monotonic() - started)


def check_encoder(folder: Path, connection: sqlite3.Connection, fingerprint: str) -> None:
    """Raises EncoderMismatch where the library's articles were encoded by another."""
    made_with = read_meta(connection).fingerprint
    if made_with not in (None, fingerprint) and _count(connection, "articles"):
        raise EncoderMismatch(
            f"The library {folder} was made with the encoder {made_with} and {fingerprint} is set now: set "
            f"DOSSIER_ENCODER back, name another --library, or remove the folder and index again."
        )


def forget(folder: Path, path: Path) -> int:
    """Let go of a source, by its path or name, and of its articles; how many there were. Files stay."""
    wanted = absolute(path)
    if not (folder / FILE).exists():
        raise LibraryError(f"There is no library in {folder}: nothing to forget.")
    with writing(folder) as connection:
        sources = known_sources(connection)
        source = next((s for s in sources if wanted == s.path or str(path) == s.name), None)
        if source is None:
            known = ", ".join(str(s.path) for s in sources) or "none"
            raise UsageError(f"{wanted} is not a source of the library {folder}; its sources are: {known}.")
        writer = Writer(folder, connection, read_meta(connection).fingerprint or "", no_encoder)
        writer.repair()
        ids = [id for (id,) in connection.execute("SELECT id FROM articles WHERE source = ?", (source.id,))]
        writer.drop(ids)
        for file in known_files(connection, source):
            writer.file(source.id, file, None)
        writer.finish()
        with transaction(connection):
            for table, column in (("corrections", "source"), ("removed", "source"), ("sources", "id")):
                connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (source.id,))
        return len(ids)


def no_encoder() -> Encoder:
    raise AssertionError("removing needs no encoder")


@contextmanager
def writing(folder: Path) -> Iterator[sqlite3.Connection]:
    """The library's SQLite, while no other process writes."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LibraryError(
            f"The library's folder {folder} can't be made ({error}): name another with --library."
        ) from error
    with one_writer(folder), closing(connect(folder, create=True)) as connection, guarded(folder):
        yield connection


class _Run:
    """One run over some sources."""

    def __init__(
        self,
        folder: Path,
        connection: sqlite3.Connection,
        settings: Settings,
        fingerprint: str,
        encoder: Callable[[], Encoder],
        progress: Progress,
    ) -> None:
        self._folder = folder
        self._connection = connection
        self._progress = progress
        self._name = ""  # of the file in work
        self._writer = Writer(folder, connection, fingerprint, encoder, self._done)
        self._intake = Intake(connection, self._writer, int(settings.max_file_mb * 1e6), self._done)
        self._synced: list[SourceRow] = []

    def sync(self, paths: Sequence[Path], name: str | None) -> None:
        self._writer.repair()
        known, new = choose(known_sources(self._connection), paths, name, self._folder)
        found = [self._list(source, True) for source in known] + [self._list(source, False) for source in new]
        listings = [listing for listing in found if listing is not None]
        refuse_clashes(self._connection, listings)
        self._remember(new)
        self._synced = [listing.source for listing in listings]
        plans = [(listing, known_files(self._connection, listing.source)) for listing in listings]
        todo = [self._changed(listing, before) for listing, before in plans]
        self._progress.start(sum(stat.st_size for files in todo for _, _, stat in files))
        for (listing, before), files in zip(plans, todo, strict=True):
            for gone in listing.gone(before):
                self._intake.remove(listing.source, gone)
            for file_name, file, stat in files:
                self._name = file_name
                self._intake.take(listing.source, file_name, file, stat, before.get(file_name))
        self._writer.finish()

    def report(self, seconds: float) -> Report:
        ids = ",".join(str(source.id) for source in self._synced)
        held = _count(self._connection, f"articles WHERE source IN ({ids})")
        tally = self._intake.tally
        return Report(
            added=tally.added,
            changed=tally.changed,
            removed=tally.removed,
            unchanged=held - tally.added - tally.changed,
            passages=_count(self._connection, "passages"),
            encoded=self._writer.encoded,
            failed=tuple(tally.failed),
            notices=tuple(tally.notices),
            seconds=seconds,
            read=tuple(tally.read),
            left_out=_count(self._connection, f"removed WHERE source IN ({ids})"),
        )

    # -- sources

    def _list(self, source: SourceRow, known: bool) -> Listing | None:
        """The source's files, or None where a known one isn't there: what the library has of it is kept."""
        try:
            listing, failed = list_files(source, self._folder)
        except UsageError:
            if not known:
                raise
            what = "it can't be read" if source.path.exists() else "it isn't there"
            kept = _count(self._connection, f"articles WHERE source = {source.id}")
            reason = (
                f"{what}; its {kept} articles are kept: run `dossier index` again when it is back, or "
                f"`dossier index --forget {source.path}`"
            )
            self._intake.tally.failed.append(UnreadableFile(str(source.path), reason))
            return None
        self._intake.tally.failed += failed
        return listing

    def _remember(self, new: Sequence[SourceRow]) -> None:
        with transaction(self._connection):
            self._connection.executemany(
                "INSERT INTO sources (id, path, name, prefix, kind) VALUES (?, ?, ?, ?, ?)",
                [(s.id, str(s.path), s.name, s.prefix, s.kind) for s in new],
            )

    def _changed(
        self, listing: Listing, before: dict[str, FileRow]
    ) -> list[tuple[str, Path, os.stat_result]]:
        """The files to look into. A file that failed before and is the same is told of again."""
        changed = []
        for name, file in listing.files:
            try:
                stat = file.stat()
            except FileNotFoundError:
                continue  # removed since it was listed: the next run sees it
            row = before.get(name)
            if row is not None and self._intake.unchanged(row, stat):
                self._intake.tell(row.errors)
            else:
                changed.append((name, file, stat))
        return changed

    def _done(self, amount: float) -> None:
        self._progress.advance(amount, self._name)


def _count(connection: sqlite3.Connection, rows: str) -> int:
    count: int = connection.execute(f"SELECT count(*) FROM {rows}").fetchone()[0]
    return count
