"""Locks between processes, held by the operating system, so that a process that dies frees its own."""

from __future__ import annotations

import json
import os
import shlex
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from index.errors import LibraryLocked

WRITER = "writer.lock"

if sys.platform == "win32":  # pragma: no cover
    import msvcrt

    def _lock(handle: int, shared: bool, wait: bool) -> None:
        """A byte far beyond the content is locked, so that others can still read the content.

        Windows has no shared lock here, and needs none: it doesn't remove files that are open.
        """
        if not shared:
            os.lseek(handle, 1 << 30, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: int, shared: bool, wait: bool) -> None:
        kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        fcntl.flock(handle, kind if wait else kind | fcntl.LOCK_NB)


def hold_shared(path: Path) -> int:
    """Hold ``path`` against removal until ``os.close`` of the result. FileNotFoundError if it's gone."""
    handle = os.open(path, os.O_RDWR)
    _lock(handle, shared=True, wait=True)
    return handle


def try_exclusive(path: Path) -> int | None:
    """The handle of an exclusive lock on ``path``, made if need be; None where somebody holds it."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _lock(handle, shared=False, wait=False)
    except OSError:
        os.close(handle)
        return None
    return handle


@contextmanager
def one_writer(folder: Path) -> Iterator[None]:
    """Be the only process that writes to the library in ``folder``.

    Raises LibraryLocked at once, naming the holder, when there is one already.
    """
    path = folder / WRITER
    handle = try_exclusive(path)
    if handle is None:
        raise LibraryLocked(
            f"The library {folder} is being written to by {_holder(path)}: wait until it ends."
        )
    try:
        about = {
            "pid": os.getpid(),
            "host": socket.gethostname(),
            "command": shlex.join([Path(sys.argv[0]).name or "python", *sys.argv[1:]]),
            "started": datetime.now().isoformat(" ", "seconds"),
        }
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, json.dumps(about).encode())
        yield
    finally:
        os.close(handle)


def _holder(path: Path) -> str:
    try:
        about = json.loads(path.read_bytes())
        return f"`{about['command']}` (process {about['pid']} on {about['host']}, since {about['started']})"
    except (OSError, ValueError, KeyError, TypeError):  # it is just now writing it
        return "another process"
