"""What a run has done so far, line by line, so that one that was stopped goes on where it was.

The first line says what decides the run; each other one is a finished question. A last line that was cut
short is left out. What a conversation had come to isn't kept: its turns are asked again from the first,
unless all of them are there.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType
from typing import Any

from index.errors import UsageError


class Journal:
    """Use it as a context. ``done``: what an earlier run with the same ``inputs`` finished, by id."""

    def __init__(self, path: Path, inputs: Mapping[str, Any], *, resume: bool) -> None:
        """Without ``resume``, or where the inputs are others, the journal begins anew."""
        self.path = path
        self._inputs = json.dumps(inputs, ensure_ascii=False, sort_keys=True)
        self.done = self._read() if resume else {}
        self._file: TextIOWrapper | None = None

    def _read(self) -> dict[str, dict[str, Any]]:
        try:
            first, *lines = self.path.read_bytes().split(b"\n")
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise UsageError(f"The journal {self.path} can't be read: {error.strerror or error}.") from error
        if first.decode("utf-8", "replace") != self._inputs:
            return {}
        found = {}
        for line in lines[:-1]:  # the last one ends in a newline, or was cut short
            row = json.loads(line)
            found[row["item"]["id"]] = row
        return found

    def __enter__(self) -> Journal:
        part = self.path.with_name(self.path.name + ".part")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with part.open("w", encoding="utf-8", newline="\n") as file:
                file.write(self._inputs + "\n")
                file.writelines(_line(row) for row in self.done.values())
            os.replace(part, self.path)
            self._file = self.path.open("a", encoding="utf-8", newline="\n")
        except OSError as error:
            raise UsageError(
                f"The journal {self.path} can't be written: {error.strerror or error}."
            ) from error
        return self

    def add(self, row: Mapping[str, Any]) -> None:
        """One finished question; it is on disk when this returns, as far as a kill goes."""
        assert self._file is not None, "use the journal as a context"
        self._file.write(_line(row))
        self._file.flush()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """The journal stays: whoever has written the run removes it."""
        if self._file is not None:
            self._file.close()

    def remove(self) -> None:
        self.path.unlink(missing_ok=True)


def _line(row: Mapping[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False) + "\n"
