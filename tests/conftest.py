"""What tests share: the real encoder, loaded once, and a library of ``corpus/``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from index.encoder import E5Encoder, Encoder, load_encoder
from index.library import Library
from index.settings import Settings
from index.sync import sync
from index.weights import unpack
from rag.pipeline import Pipeline

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "corpus"
SHARED = ROOT.parent / "shared"


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests say their own settings; only the cache of the encoder's weights is taken from outside."""
    for name in list(os.environ):
        if name.startswith("DOSSIER_") and name != "DOSSIER_CACHE":
            monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(library=tmp_path_factory.mktemp("library") / "library", precision="float32")


@pytest.fixture(scope="session")
def encoder(settings: Settings) -> Encoder:
    return load_encoder(settings)


@pytest.fixture(scope="session")
def encoder_folder(settings: Settings) -> Path:
    """Where the encoder that comes along is unpacked."""
    return unpack(settings.cache)


@pytest.fixture(scope="session")
def tokenizer(encoder: Encoder) -> Any:
    assert isinstance(encoder, E5Encoder)
    return encoder.tokenizer


@pytest.fixture(scope="session")
def pipeline(settings: Settings, encoder: Encoder) -> Pipeline:
    """Answers from ``corpus/``. For reading only: it is shared."""
    sync(settings.library, [CORPUS], settings=settings, encoder=lambda: encoder)
    return Pipeline(Library.open(settings.library), encoder, settings)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder beside the checkout with real articles and public data; tests skip without it."""
    if not SHARED.is_dir():
        pytest.skip("there is no ../shared beside this checkout, so real articles can't be read")
    return SHARED
