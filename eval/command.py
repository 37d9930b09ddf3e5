"""``dossier eval``: bring a library of the measured articles up to date, run the sets, hold the gates."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from eval.gates import check
from eval.items import DEFAULT_SET
from eval.runs import evaluate, write
from eval.tables import misses, render
from index.encoder import load_encoder
from index.settings import Settings
from index.sync import sync
from rag.pipeline import open_pipeline


def run_sets(settings: Settings, sets: Sequence[Path], *, corpus: Path, out: Path, show_misses: bool) -> int:
    """Print a table per set, write its run below ``out``; 1 where a gate fails, else 0.

    Articles and questions are encoded in float32, in a library of its own, so that machines agree.
    """
    name = hashlib.sha256(str(corpus.resolve()).encode()).hexdigest()[:8]  # each folder has its own library
    measured = settings.model_copy(update={"precision": "float32", "library": out / f"library-{name}"})
    sync(measured.library, [corpus], settings=measured, encoder=lambda: load_encoder(measured, _say))
    failed = False
    for path in sets or [DEFAULT_SET]:
        run = evaluate(path, open_pipeline, measured)
        written = out / f"{path.stem}-{datetime.now():%Y%m%d-%H%M%S}.json"
        write(run, written)
        print(render(run))
        if show_misses:
            print(misses(run))
        print(f"Every item is in {written}.")
        for breach in check(run):
            failed = True
            print(f"GATE  {breach}")
    return 1 if failed else 0


def _say(message: str) -> None:
    print(message, file=sys.stderr)
