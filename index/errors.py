"""Every error that Dossier raises on purpose.

::

    DossierError                the work failed: exit code 1
    ├── UsageError              the call was wrong: exit code 2
    │   └── IdClash             two sources would give the same article id
    ├── UnreadableFile          one file can't be read; the others still are
    ├── EncoderError            the encoder's weights are missing, damaged or of another kind
    ├── ReaderError             so are the reader's
    ├── ModelError              a language model on this machine can't be served
    └── LibraryError            what is kept on disk can't be used as asked
        ├── LibraryLocked       another process is writing to it
        └── EncoderMismatch     it was made with another encoder

A message is one sentence: what was wrong, where, and what to do about it.
"""

from __future__ import annotations


class DossierError(Exception):
    """The work failed. The message is written for the person who asked for it."""


class UsageError(DossierError):
    """The call itself was wrong: a missing folder, an empty question, an unknown setting."""


class IdClash(UsageError):
    """Two sources hold files of the same name; one needs a prefix."""


class UnreadableFile(DossierError):
    """One file can't be read. ``reason`` says why and what to do, without naming the file."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class EncoderError(DossierError):
    """The encoder's weights are missing, damaged or not what they should be."""


class ReaderError(DossierError):
    """The reader's weights are missing, damaged or made for another encoder."""


class ModelError(DossierError):
    """A language model was asked for on this machine and can't be served: its parts or its server lack."""


class LibraryError(DossierError):
    """What is kept on disk can't be used as asked."""


class LibraryLocked(LibraryError):
    """Another process is writing to the library; the message names it."""


class EncoderMismatch(LibraryError):
    """The library was made with another encoder than the one set now."""
