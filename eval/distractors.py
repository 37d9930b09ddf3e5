"""Distractors: a few hundred invented articles on neighbouring matters, for a set about a dozen real ones.

Where fifty passages are asked of a library that holds fifty, everything is found and a broken stemmer, a
dropped date or a wrong fusion can't be seen. The patterns and words are in ``distractors.toml``; the same
seed always makes the same files. `conflicts` says where one would answer a question of a set.
"""

from __future__ import annotations

import json
import os
import random
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from eval.items import Item
from eval.measures import normalise, single_spaced
from index.errors import UsageError

WORDS = Path(__file__).with_name("distractors.toml")
PUBLISHER = "Distractor (invented)"
LINES = "distractors.jsonl"  # the file of those that are lines of a JSONL; the others are files of their own
_LANGUAGES = ("fr", "en", "es", "ar")
_SENTENCES = 3  # taken from a scene's body
# How Babel writes a day with its year, a day of the week without, and what stands before a day to come.
_DATES = {
    "fr": ("d MMMM y", "EEEE d MMMM", "le "),
    "en": ("d MMMM y", "'on' EEEE d MMMM", "on "),
    "es": ("d 'de' MMMM 'de' y", "'el' EEEE d 'de' MMMM", "el "),
    "ar": ("d MMMM y", "EEEE d MMMM", "يوم "),
}
_GROUPING = {"fr": " ", "en": ",", "es": ".", "ar": ","}
_DE = {"fr": ("d'", "de "), "en": ("of ", "of "), "es": ("de ", "de "), "ar": ("", "")}
_FORMS = ("line", "line", "dated", "markdown", "titled")
_NAME = re.compile(r"\w[\w'’-]*")


@dataclass(frozen=True)
class Distractor:
    """One invented article. ``form``: a JSONL line, or a text file with or without its date, or Markdown."""

    id: str
    language: str
    scene: str
    form: str  # line | dated | titled | markdown
    title: str
    published: str  # "2018-03-27"; "2018-03" where the form keeps the month only
    text: str

    @property
    def whole(self) -> str:
        return f"{self.title}\n{self.text}"


def make_distractors(folder: Path, seed: int = 1) -> int:
    """Write the distractors below ``folder``; how many. Files that are already right are not touched."""
    made = distractors(seed)
    files = {LINES: "".join(_line(d) for d in made if d.form == "line")}
    files |= {f"{d.id}.{'md' if d.form == 'markdown' else 'txt'}": _file(d) for d in made if d.form != "line"}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for stale in folder.glob("distractor*"):
            if stale.name not in files:
                stale.unlink()
        for name, text in files.items():
            _write(folder / name, text.encode("utf-8"))
    except OSError as error:
        raise UsageError(f"Distractors can't be written to {folder}: {error.strerror or error}.") from error
    return len(made)


def seed_of(set_path: Path) -> int | None:
    """The seed of the distractors that the set at ``set_path`` brings along, or None where it has none.

    It stands in a TOML file of the set's name beside it: ``[distractors]``, ``seed = 1``. UsageError for
    one that can't be used.
    """
    path = set_path.with_suffix(".toml")
    if not path.exists():
        return None
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8")).get("distractors")
    except (OSError, ValueError) as error:
        raise UsageError(f"{path} can't be read: {error}.") from error
    if table is None:
        return None
    seed = table.get("seed", 1) if isinstance(table, dict) else None
    if not isinstance(seed, int) or isinstance(seed, bool):
        raise UsageError(f"{path}: [distractors] must be a table whose seed is a whole number.")
    return seed


def distractors(seed: int = 1) -> list[Distractor]:
    """All of them, in order; the same for the same seed, whatever the machine."""
    words = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    made: list[Distractor] = []
    for language in _LANGUAGES:
        own = words[language]
        for n in range(own["count"]):
            scene = own["scenes"][n % len(own["scenes"])]
            chance = random.Random(f"{seed}/{language}/{n}")
            made.append(_distractor(f"distractor-{len(made):04}", language, scene, words, chance))
    return made


def _distractor(
    id: str, language: str, scene: Mapping[str, Any], words: Mapping[str, Any], chance: random.Random
) -> Distractor:
    day = _day(scene.get("months", words["months"]), chance)
    slots = _slots(language, day, {**words, **words[language]}, chance)
    sentences = [chance.choice(scene["lead"])]
    sentences += chance.sample(scene["body"], min(_SENTENCES, len(scene["body"])))
    sentences.append(chance.choice(scene["close"]))
    # Each pattern is filled with days of its own: a chronology has as many as it has lines.
    filled = [
        _capital(s.format_map({**slots, **_days(language, day, words["months"], chance)})) for s in sentences
    ]
    form = chance.choice(_FORMS)
    return Distractor(
        id=id,
        language=language,
        scene=scene["name"],
        form=form,
        title=_capital(chance.choice(scene["titles"]).format_map(slots)),
        published=day.isoformat()[: 7 if form == "dated" and chance.random() < 0.5 else 10],
        text="\n\n".join((filled[0], " ".join(filled[1:-1]), filled[-1])),
    )


def _day(months: Sequence[str], chance: random.Random) -> date:
    year, month = map(int, chance.choice(months).split("-"))
    return date(year, month, chance.randint(1, 27))


def _days(language: str, day: date, months: Sequence[str], chance: random.Random) -> dict[str, str]:
    from babel.dates import format_date

    full, week, before = _DATES[language]
    to_come = [m for m in months if m > day.isoformat()[:7]][:3]
    later = _day(to_come, chance) if to_come else day.replace(day=28)
    return {
        "date": format_date(day, full, locale=language),
        "day": format_date(day, week, locale=language),
        "later": before + format_date(later, full, locale=language),
    }


def _slots(language: str, day: date, words: Mapping[str, Any], chance: random.Random) -> dict[str, str]:
    people = [
        f"{given} {family}"
        for given, family in zip(
            chance.sample(words["given"], 3), chance.sample(words["families"], 3), strict=True
        )
    ]
    country, other_country = chance.sample(words["countries"], 2)
    town = chance.choice(words["towns"])
    theme, of_theme = chance.choice(words["themes"])
    body, of_body, short = chance.choice(words["bodies"])
    elided, plain = _DE[language]
    slots = {
        **{"person": people[0], "other": people[1], "third": people[2], "country": country},
        **{"country2": other_country, "town": town, "theme": theme, "de_theme": of_theme},
        **{"body": body, "de_body": of_body, "short": short},
        "de_town": (elided if town[0] in "AEIOUÉ" else plain) + town,
        "n": str(chance.randint(32, 60)),  # no count of the set's
        "n2": str(chance.randint(6, 29)),
        "money": f"{chance.randrange(110, 990, 10)}{_GROUPING[language]}000",
    }
    return slots | _days(language, day, words["months"], chance)


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _line(d: Distractor) -> str:
    row = {"id": d.id, "title": d.title, "date": d.published, "publisher": PUBLISHER, "text": d.text}
    return json.dumps(row, ensure_ascii=False) + "\n"


def _file(d: Distractor) -> str:
    if d.form == "markdown":
        head = f'title: "{d.title}"\ndate: {d.published}\npublisher: {PUBLISHER}\nlanguage: {d.language}'
        return f"---\n{head}\n---\n\n# {d.title}\n\n{d.text}\n"
    return f"{f' date {d.published} ' if d.form == 'dated' else ''}{d.title}\n\n{d.text}\n"


def _write(path: Path, content: bytes) -> None:
    if path.is_file() and path.read_bytes() == content:
        return
    part = path.with_name(path.name + ".part")
    part.write_bytes(content)
    os.replace(part, path)


def conflicts(made: Iterable[Distractor], items: Sequence[Item]) -> list[str]:
    """Where a distractor would answer a question of ``items``, one sentence each; empty is right.

    That is: it holds a gold sentence; or an accepted answer together with a name of the question; or,
    whatever the question, one of the names of ``never`` in ``distractors.toml``.
    """
    never = tomllib.loads(WORDS.read_text(encoding="utf-8"))["never"]
    known = {normalise(word) for item in items for s in item.sentences for word in _names(s)}
    asked = []
    for item in items:
        names = (set(normalise(item.question).split()) & known) | {
            normalise(word) for word in _names(item.question)
        }
        answers = [a for a in map(normalise, item.answers) if len(a) > (1 if a.isdecimal() else 3)]
        asked.append((item.id, answers, sorted(n for n in names if len(n) > 2), item.sentences))
    found = []
    for d in made:
        plain, words = single_spaced(d.whole), f" {normalise(d.whole)} "
        for name in never:
            if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", d.whole, re.IGNORECASE):
                found.append(f"{d.id} names {name}.")
        for item_id, answers, asks, sentences in asked:
            for sentence in sentences:
                if len(sentence) > 25 and single_spaced(sentence) in plain:
                    found.append(f"{d.id} holds a gold sentence of {item_id}: {sentence!r}.")
            answer = next((a for a in answers if f" {a} " in words), None)
            beside = next((n for n in asks if f" {n} " in words), None)
            if answer and beside:
                found.append(f"{d.id} has the answer {answer!r} of {item_id} beside {beside!r}.")
    return found


def _names(text: str) -> list[str]:
    """Words of ``text`` that begin with a capital, the first one aside."""
    return [w for w in _NAME.findall(text)[1:] if w[0].isupper()]
