"""Your own articles, from the page: files dropped in, folders named, articles removed and corrected.

One change at a time; questions are answered meanwhile, from the generation before.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index import edits
from index.corrections import (
    Corrected,
    Field,
    Removed,
    all_corrections,
    checked_date,
    checked_title,
    corrections,
    removed_articles,
)
from index.errors import IdClash, LibraryError, LibraryLocked, UsageError
from index.library import Library
from index.settings import Settings
from index.sync import Report, forget, sync
from page.escape import clipped
from page.roots import allowed
from page.uploads import FOLDER, Refused, take

if TYPE_CHECKING:
    from index.encoder import Encoder

Progress = Callable[[float, float, str], None]  # bytes done, of how many, the file in work

_WORD = re.compile(r"[^\W_]+")
_SHOWN = 12  # stretches of an article that are shown as masked
_LONGEST = 160  # characters of one


class LibraryBusy(LibraryError):
    """Somebody else is changing the library at this moment; the page says so in its own language."""


@dataclass(frozen=True)
class Masked:
    """What of an article is kept but not searched: bylines, credits, calls to subscribe."""

    article: str
    characters: int
    shown: tuple[str, ...]


@dataclass(frozen=True)
class Summary:
    """What a change did. ``read`` has the ids of articles that are new or changed."""

    added: int
    changed: int
    removed: int
    unchanged: int
    left_out: int  # articles that somebody removed before
    read: tuple[str, ...]
    masked: tuple[Masked, ...]
    refused: tuple[Refused, ...]
    notices: tuple[tuple[str, str], ...]  # (article, what is worth knowing)
    seconds: float


@dataclass(frozen=True)
class Known:
    """A source of the library. ``path`` is None where visitors don't see the server's disk."""

    name: str
    articles: int
    path: Path | None
    there: bool


class Folders:
    """The library as visitors may change it. Safe to use from several threads."""

    def __init__(
        self,
        settings: Settings,
        encoder: Callable[[], Encoder],
        *,
        restricted: bool = False,
        fingerprint: str | None = None,
    ) -> None:
        """``restricted``: folders may be named only below ``settings.roots``, and no path is shown.

        ``encoder`` is called when there is something to encode; ``fingerprint`` is its own, where the
        settings don't name it.
        """
        self._settings = settings
        self._folder = settings.library
        self._encoder = encoder
        self._fingerprint = fingerprint
        self._restricted = restricted
        self._turn = threading.Lock()

    @property
    def may_name(self) -> bool:
        """Whether any folder may be named."""
        return not self._restricted or bool(self._settings.roots)

    def upload(self, files: Sequence[tuple[str, Path]], progress: Progress | None = None) -> Summary:
        """Take up ``files``: (the name each had with its visitor, where it lies now). They are copied.

        Raises LibraryBusy, UsageError for no files, DossierError where nothing can be written. What
        ``progress`` raises stops the run; what was published by then stays.
        """
        if not files:
            raise UsageError("No file was handed over: choose some first.")
        folder = self._folder / FOLDER
        with self._one_at_a_time():
            taken, refused = take(folder, files, int(self._settings.max_file_mb * 1e6))
            if not taken:
                return Summary(0, 0, 0, 0, 0, (), (), tuple(refused), (), 0.0)
            report = self._sync([folder], progress, FOLDER)
            away = [one.article for one in removed_articles(self._folder)]
            ids = [f"{FOLDER}/{one.name}" for one in taken]
            back = [a for a in away if a in ids or a.startswith(tuple(f"{id}/" for id in ids))]
            for article in back:  # handed over again: it is wanted after all
                edits.restore(self._folder, article, settings=self._settings, **self._with_encoder())
            unread = {failed.path for failed in report.failed}
            for one, id in zip(taken, ids, strict=True):
                if one.new and id in unread:
                    with suppress(OSError):  # a copy that nobody can read helps nobody
                        (folder / one.name).unlink()
            return self._summary(report, refused, back)

    def name(self, folder: str, progress: Progress | None = None) -> Summary:
        """Make a folder of this machine a source of the library. Raises as ``upload`` does.

        Where another source has files of the same names, its last part goes before its articles' ids.
        """
        path = allowed(folder, self._settings.roots if self._restricted else None)
        with self._one_at_a_time():
            return self._summary(self._named(path, progress), [], [])

    def update(self, progress: Progress | None = None) -> Summary:
        """Bring every source up to date."""
        with self._one_at_a_time():
            return self._summary(self._sync([], progress), [], [])

    def forget(self, source: str) -> int:
        """Let go of a source by its name, and of its articles; how many there were. Files stay."""
        with self._one_at_a_time():
            return forget(self._folder, self._source_path(source))

    def remove(self, article: str) -> None:
        """Take an article out of the library. Its file stays, and no update brings it back."""
        with self._one_at_a_time():
            edits.remove(self._folder, [article])

    def restore(self, article: str) -> None:
        """Bring an article back that was removed."""
        with self._one_at_a_time():
            edits.restore(self._folder, article, settings=self._settings, **self._with_encoder())

    def correct(self, article: str, *, title: str | None = None, date: str | None = None) -> None:
        """Correct a title or a date; None leaves it. An empty title is *none*, ``unknown`` is a date too.

        Raises UsageError for what is no date (``2022``, ``2022-05``, ``2022-05-11``).
        """
        values: dict[Field, str | None] = {}
        if title is not None:
            values["title"] = checked_title(title)
        if date is not None:
            values["published"] = checked_date(date)
        if not values:
            raise UsageError("Nothing was corrected: give a title or a date.")
        with self._one_at_a_time():
            edits.correct(self._folder, article, values, settings=self._settings, **self._with_encoder())

    def reset(self, article: str) -> None:
        """Give an article back the title and date of its file."""
        with self._one_at_a_time():
            edits.reset(self._folder, article, settings=self._settings, **self._with_encoder())

    def corrections(self, article: str) -> dict[Field, Corrected]:
        return corrections(self._folder, article)

    def corrected(self) -> dict[str, dict[Field, Corrected]]:
        """What was corrected, by article; nothing where there is no library yet."""
        try:
            return all_corrections(self._folder)
        except LibraryError:
            return {}

    def removed(self) -> list[Removed]:
        """What was removed; none where there is no library yet."""
        try:
            return removed_articles(self._folder)
        except LibraryError:
            return []

    def sources(self) -> list[Known]:
        """What the library knows of; none where there is no library yet."""
        try:
            with Library.open(self._folder) as library:
                found = library.view().sources()
        except LibraryError:
            return []
        return [
            Known(one.name, one.articles, None if self._restricted else one.path, one.path.exists())
            for one in found
        ]

    # -- inside

    @contextmanager
    def _one_at_a_time(self) -> Iterator[None]:
        busy = "Somebody is just changing the library: try again in a moment."
        if not self._turn.acquire(blocking=False):
            raise LibraryBusy(busy)
        try:
            yield
        except LibraryLocked as error:  # another process; its name is for the terminal
            raise LibraryBusy(busy) from error
        finally:
            self._turn.release()

    def _with_encoder(self) -> dict[str, Any]:
        return {"encoder": self._encoder, "fingerprint": self._fingerprint}

    def _sync(self, paths: Sequence[Path], progress: Progress | None, name: str | None = None) -> Report:
        return sync(
            self._folder,
            paths,
            settings=self._settings,
            name=name,
            **self._with_encoder(),
            progress=_Meter(progress) if progress else None,
        )

    def _named(self, path: Path, progress: Progress | None) -> Report:
        stem = " ".join(_WORD.findall(path.name)) or "folder"
        for name in (None, stem, *(f"{stem} {number}" for number in range(2, 100))):
            try:
                return self._sync([path], progress, name)
            except IdClash:  # before anything was changed
                continue
        return self._sync([path], progress)

    def _summary(self, report: Report, refused: Sequence[Refused], back: Sequence[str]) -> Summary:
        unread = [Refused(self._shown(failed.path), "unreadable", failed.reason) for failed in report.failed]
        return Summary(
            added=report.added + len(back),
            changed=report.changed,
            removed=report.removed,
            unchanged=report.unchanged,
            left_out=report.left_out - len(back),
            read=(*report.read, *back),
            masked=self._masked(report.read),
            refused=(*refused, *unread),
            notices=report.notices,
            seconds=report.seconds,
        )

    def _shown(self, path: str) -> str:
        """A whole path is that of a source which isn't there: visitors who see no path see its last part."""
        return Path(path).name if self._restricted and Path(path).is_absolute() else path

    def _masked(self, articles: Sequence[str]) -> tuple[Masked, ...]:
        found: list[Masked] = []
        with Library.open(self._folder) as library:
            view = library.view()
            for id in articles:
                article = view.article(id)
                parts = [article.text[start:end] for start, end in article.masked]
                shown = tuple(clipped(" ".join(part.split()), _LONGEST) for part in parts if part.strip())
                if shown:
                    found.append(Masked(id, sum(map(len, parts)), shown[:_SHOWN]))
        return tuple(found)

    def _source_path(self, name: str) -> Path:
        with Library.open(self._folder) as library:
            found = next((one.path for one in library.view().sources() if one.name == name), None)
        if found is None:
            raise UsageError(f"The library has no source {name!r}: choose one of those it lists.")
        return found


class _Meter:
    """Tells a callback what ``sync`` tells of its progress."""

    def __init__(self, tell: Progress) -> None:
        self._tell = tell
        self._total = self._done = 0.0

    def start(self, total: int) -> None:
        self._total = float(total)
        self._tell(0.0, self._total, "")

    def advance(self, amount: float, name: str) -> None:
        self._done = min(self._total, self._done + amount)
        self._tell(self._done, self._total, name)
