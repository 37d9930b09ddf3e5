"""The one path to language models: what comes through it, within limits, whatever the server does."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest
from pydantic import SecretStr

from index.errors import UsageError
from index.settings import Settings, load_settings
from rag.llm import LanguageModel, Limits, ModelFailed, Prompt, Reply, ScriptedModel, language_model

PATIENT = Limits(20, 60, 60, 90)  # a busy machine is no failure
PROMPT = Prompt("Be brief.", "Say something.")
KEY = "sk-very-secret"


@pytest.fixture(scope="module", autouse=True)
def _imported() -> None:
    """The first request imports a lot; limits are for servers."""
    LanguageModel("http://127.0.0.1:9/v1", "none", SecretStr(""), PATIENT).prepare()
    with ScriptedModel(["Ready."]) as server:
        list(asked(server).stream(PROMPT))


def asked(server: ScriptedModel, limits: Limits = PATIENT) -> LanguageModel:
    return LanguageModel(server.url, server.name, SecretStr(KEY), limits)


def said(script: Sequence[Reply | str], limits: Limits = PATIENT) -> tuple[str, str | None, ScriptedModel]:
    """What came, why it ended badly if it did, and the server."""
    came: list[str] = []
    with ScriptedModel(script) as server:
        try:
            for piece in asked(server, limits).stream(PROMPT):
                came.append(piece)
        except ModelFailed as failed:
            return "".join(came), failed.failure, server
    return "".join(came), None, server


def test_the_words_come_one_by_one_and_the_server_gets_prompt_and_key() -> None:
    text, failure, server = said(["Le 11 mai 2022 [1]."])
    assert (text, failure) == ("Le 11 mai 2022 [1].", None)
    assert [m["content"] for m in server.requests[0]["messages"]] == [PROMPT.rules, PROMPT.data]
    assert server.requests[0]["stream"] is True
    assert server.requests[0]["model"] == "scripted"
    assert server.keys == [f"Bearer {KEY}"]


def test_a_server_that_was_down_for_a_moment_is_asked_once_more() -> None:
    text, failure, server = said([Reply(status=503), "Here."])
    assert (text, failure, len(server.requests)) == ("Here.", None, 2)
    text, failure, server = said([Reply(status=500)])
    assert (text, failure, len(server.requests)) == ("", "refused", 2)


def test_what_a_second_try_cannot_help_is_asked_once() -> None:
    for script in ([Reply(status=401)], [Reply("Le 11 mai 2022.", tokens=1)], [Reply("x", malformed=True)]):
        _, failure, server = said(script)
        assert failure in ("refused", "cut", "malformed")
        assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("reply", "failure"),
    [
        (Reply("Le 11 mai.", before=30), "silent"),
        (Reply("Le 11 mai.", tokens=1, stall=30), "silent"),
        (Reply("et " * 200, between=0.1), "slow"),
    ],
    ids=["never begins", "stops after a word", "goes on and on"],
)
def test_a_slow_server_is_left_in_time(reply: Reply, failure: str) -> None:
    began = time.monotonic()
    _, failed, _ = said([reply], Limits(1, 1.5, 1.5, 3.0))
    assert failed in (failure, "slow", "silent")
    assert time.monotonic() - began < 5


def test_nobody_at_home_is_told_apart_from_silence() -> None:
    with ScriptedModel(["x"]) as server:
        gone = asked(server)
    with pytest.raises(ModelFailed) as failed:
        list(gone.stream(PROMPT))
    assert failed.value.failure == "unreachable"


def test_a_text_that_was_cut_for_its_length_is_no_whole_one() -> None:
    assert said([Reply("Le 11 mai", finish="length")])[1] == "cut"


def test_stopping_hangs_up_on_the_server() -> None:
    with ScriptedModel([Reply("mot " * 2000, between=0.02)]) as server:
        pieces = asked(server).stream(PROMPT)
        next(pieces)
        pieces.close()
        for _ in range(200):
            if server.left:
                break
            time.sleep(0.05)
        assert server.left == 1


def test_no_key_is_shown_anywhere() -> None:
    with ScriptedModel([Reply(status=401)]) as server:
        model = asked(server)
        assert KEY not in repr(model)
        with pytest.raises(ModelFailed) as failed:
            list(model.stream(PROMPT))
        assert KEY not in f"{failed.value!r}"
    settings = Settings(llm_key=SecretStr(KEY))
    assert KEY not in repr(settings)
    assert KEY not in str(settings.model_dump(mode="json"))


def test_without_settings_there_is_no_model() -> None:
    assert language_model(Settings()) is None


def test_settings_that_do_not_go_together_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOSSIER_LLM_URL", "http://127.0.0.1:1/v1")
    with pytest.raises(UsageError, match="DOSSIER_LLM_MODEL"):
        language_model(load_settings())
    monkeypatch.setenv("DOSSIER_LLM_MODEL", "small")
    found = language_model(load_settings())
    assert found is not None and found.name == "small"
    monkeypatch.setenv("DOSSIER_LLM", "local")
    with pytest.raises(UsageError, match="leave one out"):
        language_model(load_settings())
    monkeypatch.delenv("DOSSIER_LLM")
    monkeypatch.setenv("DOSSIER_LLM_URL", "localhost:11434")
    with pytest.raises(UsageError, match="DOSSIER_LLM_URL"):
        language_model(load_settings())
