"""A run that is killed at any moment loses nothing that was there, and who asks meanwhile never fails.

``TEST_KILLS`` and ``TEST_SEED`` ask for more of it, or for the same again.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from index.library import Library, View
from index.settings import Settings
from index.snapshot import Snapshots
from index.sync import Report, sync
from tests.hashing_encoder import HashingEncoder

ROOT = Path(__file__).parent.parent
KILLS = int(os.environ.get("TEST_KILLS", "3"))
SEED = int(os.environ.get("TEST_SEED", time.time_ns() % 100_000))

INDEX = """
import sys
from pathlib import Path
from typing import Any
from index.settings import Settings
from index.sync import sync
from tests.hashing_encoder import HashingEncoder
encoder = HashingEncoder(64, pause=0.001)
sync(Path(sys.argv[1]), [], settings=Settings(), encoder=lambda: encoder, fingerprint="hashing")
"""

ASK = """
import sys, time
from pathlib import Path
from typing import Any
from index.library import Library
from tests.hashing_encoder import HashingEncoder
library = Library.open(Path(sys.argv[1]))
vector = HashingEncoder(64).encode_query("le conseil de la ville")
generations, asked = set(), 0
while not Path(sys.argv[2]).exists():
    view = library.view()
    if view.generation not in generations:
        assert view.damage() is None, view.damage()
    ids = [id for id, _ in view.by_vector(vector, 20)] + [id for id, _ in view.by_words("conseil ville", 20)]
    assert len(ids) == 40, ids
    known = {row.id for row in view.articles()}
    for passage in view.passages(ids):
        assert passage.article in known
        assert view.article(passage.article).text[passage.start:passage.end] == passage.text
    assert view.generation >= max(generations, default=0)
    generations.add(view.generation)
    asked += 1
    time.sleep(0.02)
print(asked, len(generations), view.by_words("dernierdesarticles", 5)[0][0])
"""


def index(library: Path, articles: Path, encoder: HashingEncoder) -> Report:
    return sync(library, [articles], settings=Settings(), encoder=lambda: encoder, fingerprint="hashing")


def article(number: int, version: int) -> str:
    """About twenty passages."""
    sentences = [
        f"Le conseil numéro {number} de la ville de Nantes a voté la mesure {version} au point {line}."
        for line in range(110)
    ]
    return f"Séance {number}\n\n" + " ".join(sentences)


def everything(library: Path) -> dict[str, object]:
    """All that the library holds, of its three parts, without what may differ (generations, random names)."""
    view = Library.open(library).view()
    assert view.damage() is None
    connection = sqlite3.connect(library / "library.sqlite3")
    columns = "id, file, hash, format, title, published, language, date_from, date_to, passages, masked"
    held = {
        "articles": connection.execute(f"SELECT {columns} FROM articles ORDER BY id").fetchall(),
        "texts": connection.execute("SELECT * FROM texts ORDER BY id").fetchall(),
        "passages": connection.execute("SELECT * FROM passages ORDER BY id").fetchall(),
        "vectors": connection.execute("SELECT * FROM vectors ORDER BY key").fetchall(),
        "files": connection.execute("SELECT name, size, sha256, errors FROM files ORDER BY name").fetchall(),
        **derived(library, view),
    }
    connection.close()
    return held


def derived(library: Path, view: View) -> dict[str, object]:
    import chromadb
    import chromadb.config

    from index.lexicon import Lexicon

    assert view.snapshot is not None
    folder = Snapshots(library).path(view.snapshot)
    settings = chromadb.config.Settings(anonymized_telemetry=False)
    client: Any = chromadb.PersistentClient(str(folder / "chroma"), settings)
    collection = client.get_collection("passages", embedding_function=None)
    got = collection.get(include=["embeddings", "documents", "metadatas"])
    client.close()
    chroma = {
        id: (vector.round(5).tolist(), document, metadata)
        for id, vector, document, metadata in zip(
            got["ids"], got["embeddings"], got["documents"], got["metadatas"], strict=True
        )
    }
    return {"chroma": chroma, "lexicon": sorted(Lexicon(folder / "lexicon").ids())}


def run(code: str, *arguments: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_kill_at_any_moment(tmp_path: Path) -> None:
    print(f"seed {SEED}, {KILLS} kills")
    chance = random.Random(SEED)
    articles, library, stop = tmp_path / "articles", tmp_path / "library", tmp_path / "stop"
    articles.mkdir()
    for number in range(10):
        (articles / f"{number}.txt").write_text(article(number, 0), encoding="utf-8")
    index(library, articles, HashingEncoder(64))

    asker = run(ASK, library, stop)
    killed = publishing = 0
    longest = 60.0
    for round in range(KILLS + 1):  # the first is not killed: it tells how long a whole one takes
        for number in chance.sample(range(60), 55 if round == 0 else 15):
            (articles / f"{number}.txt").write_text(
                article(number, chance.choice([0, round])), encoding="utf-8"
            )
        for path in chance.sample(sorted(articles.glob("*.txt")), 3):
            path.unlink()
        started = time.monotonic()
        writer = run(INDEX, library)
        try:
            writer.wait(chance.uniform(0.1, 0.9) * longest if round else None)
        except subprocess.TimeoutExpired:
            writer.send_signal(signal.SIGKILL)
            killed += 1
        _, complaint = writer.communicate()
        assert writer.returncode in (0, -signal.SIGKILL), complaint
        assert asker.poll() is None, asker.communicate()
        publishing += any(
            not (path / "generation.json").exists() for path in library.glob("snapshots/*-????????")
        )
        longest = longest if round else time.monotonic() - started

    (articles / "last.txt").write_text("Fin\n\nVoici le dernierdesarticles.", encoding="utf-8")
    index(library, articles, HashingEncoder(64))
    time.sleep(0.5)
    stop.touch()
    said, complaint = asker.communicate(timeout=60)
    assert (asker.returncode, complaint) == (0, "")
    print(f"killed {killed}, {publishing} while publishing; asked, generations, last: {said.strip()}")
    assert said.split()[2].startswith("last.txt#")

    index(tmp_path / "in one go", articles, HashingEncoder(64))
    left, right = everything(library), everything(tmp_path / "in one go")
    for part, held in right.items():
        assert left[part] == held, part
    assert len([path for path in (library / "snapshots").iterdir() if path.is_dir()]) <= 2


def test_what_was_encoded_before_a_kill_is_not_encoded_again(tmp_path: Path) -> None:
    articles, library = tmp_path / "articles", tmp_path / "library"
    articles.mkdir()
    for number in range(40):
        (articles / f"{number}.txt").write_text(article(number, 0), encoding="utf-8")

    class Dies(HashingEncoder):
        """Stops at the second batch, as a kill there would."""

        def encode_passages(self, texts, progress=None):  # type: ignore[no-untyped-def]
            if self.encoded > 500:
                raise KeyboardInterrupt
            return super().encode_passages(texts, progress)

    dies = Dies()
    with suppress(KeyboardInterrupt):
        index(library, articles, dies)
    assert Library.open(library).view().articles() == []
    encoder = HashingEncoder()
    report = index(library, articles, encoder)
    assert report.added == 40
    assert dies.encoded > 500
    assert encoder.encoded == report.encoded == report.passages - dies.encoded
