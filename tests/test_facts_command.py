"""``dossier facts``: texts in, their dates, numbers and names out; and how well they are found."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eval.facts import Measured, measure, read_labels, table
from index.fact_lines import facts_of
from tests.dossier_command import dossier


def run(*lines: object) -> list[dict[str, Any]]:
    given = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    ran = dossier("facts", "-", stdin=given.encode())
    assert (ran.code, ran.err) == (0, "")
    return ran.lines


def test_each_text_has_its_facts_in_order() -> None:
    text = "Ce mardi, Nasser Bourita a reçu plus de 80 élus à Rabat."
    [line] = run({"id": "a", "text": text, "language": "fr", "published": "2018-06"})
    assert list(line) == ["id", "facts"]
    day, person, number, place = line["facts"]
    assert (day["kind"], day["from"], day["to"], day["precision"]) == (
        "date", "2018-06-05", "2018-06-26", "range",
    )  # fmt: skip
    assert "month" in day["note"]
    assert (person["kind"], person["text"], person["folded"], person["what"]) == (
        "name", "Nasser Bourita", "nasser bourita", "person",
    )  # fmt: skip
    assert (number["value"], number["unit"], number["bound"]) == (80, "élus", "at_least")
    assert (place["text"], place["what"]) == ("Rabat", "place")
    assert all(text[fact["start"] : fact["end"]] == fact["text"] for fact in line["facts"])
    assert [fact["start"] for fact in line["facts"]] == sorted(fact["start"] for fact in line["facts"])


def test_without_a_date_what_hangs_on_one_stays_open_and_says_so() -> None:
    found = run(
        *({"id": n, "text": t} for n, t in enumerate(("Le 13 février, il est venu.", "Il viendra jeudi.")))
    )
    for line in found:
        [fact] = line["facts"]
        assert (fact["from"], fact["to"], fact["precision"]) == (None, None, "unresolved")
        assert "isn't known" in fact["note"]


def test_a_bad_line_has_its_error_in_its_place() -> None:
    found = run(
        {"id": "a", "text": ""},
        {"id": "b"},
        {"id": "c", "text": 84},
        {"id": "d", "text": "84 élus", "published": "hier"},
        {"id": "e", "text": "84 élus", "language": ["fr"]},
        "not JSON",
        {"id": "f", "text": "84 élus", "published": None, "language": None},
    )
    assert [line["id"] for line in found] == ["a", "b", "c", "d", "e", None, "f"]
    assert found[0]["facts"] == []
    for line, word in zip(found[1:6], ["text", "text", "published", "language", "JSON"], strict=True):
        assert list(line) == ["id", "error"] and word in line["error"] and line["error"].endswith(".")
    assert len(found[6]["facts"]) == 1


def test_a_users_own_names_are_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "names.toml"
    file.write_text('[organisations]\nours = "atelier des marées | ورشة المد"\n', "utf-8")
    asked = {"id": 1, "text": "On a vu l'atelier des marées."}
    assert run(asked)[0]["facts"] == []
    monkeypatch.setenv("DOSSIER_ALIASES", str(file))
    [name] = run(asked)[0]["facts"]
    assert (name["text"], name["what"]) == ("atelier des marées", "organisation")
    file.write_text("[organisations]\nours = 3\n", "utf-8")
    monkeypatch.setenv("DOSSIER_ALIASES", str(tmp_path / "none.toml"))
    ran = dossier("facts", "-", stdin=b"")
    assert (ran.code, ran.out) == (2, "") and "none.toml" in ran.err and len(ran.err.splitlines()) == 1
    monkeypatch.delenv("DOSSIER_ALIASES")
    assert run(asked)[0]["facts"] == []


def test_a_wrong_call(tmp_path: Path) -> None:
    ran = dossier("facts", tmp_path / "none.jsonl")
    assert (ran.code, ran.out) == (2, "")


@pytest.mark.parametrize(
    ("text", "language", "kinds"),
    [
        ("L'article 51 et la résolution 2249 sont cités.", "fr", []),
        ("Le 14-Juillet est une fête.", "fr", []),
        ("Le tour de chaque mardi, dit-on.", "fr", []),
        ("France 24 a montré 24 heures de direct.", "fr", ["name", "number"]),
    ],
)
def test_what_looks_like_a_fact(text: str, language: str, kinds: list[str]) -> None:
    assert [fact["kind"] for fact in facts_of(text, language)] == kinds


@pytest.fixture(scope="module")
def measured() -> Measured:
    return measure(read_labels())


def test_the_labelled_file_is_as_large_and_as_treacherous_as_it_should_be() -> None:
    rows = read_labels()
    assert sum(len(row["facts"]) for row in rows) >= 320
    assert 3 * sum("trap" in row for row in rows) >= len(rows)
    assert (
        len({row["id"] for row in rows})
        == len({(row["text"], row.get("published")) for row in rows})
        == len(rows)
    )


def test_no_day_is_made_up(measured: Measured) -> None:
    assert measured.invented == []


@pytest.mark.parametrize("kind", ["date", "number", "name"])
def test_facts_are_found_as_a_careful_reader_finds_them(measured: Measured, kind: str) -> None:
    assert measured.score(kind).f1 >= 0.95, table(measured)
    for language in ("fr", "en"):
        assert measured.score(kind, language).f1 >= 0.95, table(measured)
