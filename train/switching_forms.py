"""What the words of a code-switched question say: articles, agreement and genitives of each language."""

from __future__ import annotations

import re

from train.switching_agreement import agreement, definable, definite, feminine, following, noun_near
from train.switching_words import Entry, Unit

_AS_THEY_WERE = {"name", "sign", "unknown"}
_OF = {"fr": "de", "en": "of", "es": "de", "ar": "من"}
_FEMININE = {"ancien": "ancienne", "long": "longue", "meilleur": "meilleure"}
_TO = {"fr": "à", "en": "to", "es": "a", "ar": "إلى"}


Parts = list[tuple[str, bool]]


class Speaker:
    """Says units in one language; keeps the gender and number last met, for what agrees with them."""

    def __init__(self, target: str, language: str) -> None:
        self.target, self.language = target, language

    def say(self, units: list[Unit]) -> Parts:
        parts: Parts = []
        for i in range(len(units)):
            text = self._one(units, i)
            if text:
                parts.append((text, not self._tied(units, i)))
        return parts

    @staticmethod
    def _tied(units: list[Unit], i: int) -> bool:
        """Whether no space comes before: as in the question, where what stood there still does."""
        if units[i].spaced:
            return False
        return units[i].role == "sign" or (i > 0 and units[i - 1].role in _AS_THEY_WERE)

    def _one(self, units: list[Unit], i: int) -> str:
        unit = units[i]
        entry, role = unit.entry, unit.role
        if role in ("the", "a", "own"):
            return self._article(units, i)
        if role == "link":
            return self._link(units, i)
        if role == "sign" and unit.text == "?":
            return "" if i == len(units) - 1 else {"ar": "؟"}.get(self.target, "?")
        if entry is None:
            return unit.text
        forms = entry.forms[self.target]
        if role == "noun":
            return self._noun(units, i, forms)
        if role == "adjective":
            return self._adjective(units, i, forms)
        if role == "place":
            return self._place(units, i, forms[""], entry)
        if role == "verb":
            return self._verb(units, i, forms)
        if role == "best":
            return self._best(units, i, forms[""])
        text = forms[""]
        if role == "ask":
            return self._ask(units, i, text, entry.kind)
        if (
            text == "-"
            or role == "in"
            and self.target == "fr"
            and following(units, i, ("place",))
            and text.startswith("dans")
        ):
            return ""
        if self.target == "ar" and text == "كان" and feminine(units, i):
            return "كانت"
        return text

    def _article(self, units: list[Unit], i: int) -> str:
        unit, target = units[i], self.target
        after = units[i + 1] if i + 1 < len(units) else None
        if target == "ar":
            return ""
        if unit.role == "own":
            plural = agreement(units, i, self.target)[1] == "p"
            if target == "en":
                return "their" if unit.text in ("leur", "leurs") else "its"
            if target == "es":
                return "sus" if plural else "su"
            if unit.text == "their":
                return "leurs" if plural else "leur"
            if plural:
                return "ses"
            return "sa" if agreement(units, i, self.target)[0] == "f" else "son"
        if after is None or after.role in ("the", "a", "place") or (after.role == "ask"):
            return ""
        if after.role == "name" and self.language == "fr" and target == "en":
            return "" if i and units[i - 1].role not in ("link", "in") else "the"
        gender, number = agreement(units, i, self.target)
        if noun_near(units, i) is None and unit.feature == "p":
            number = "p"
        if unit.role == "a":
            if target == "en":
                return "a"
            return {"es": ("un", "una"), "fr": ("un", "une")}[target][gender == "f"] if number == "s" else ""
        if target == "en":
            return "the"
        said = {
            "es": {"ms": "el", "fs": "la", "mp": "los", "fp": "las"},
            "fr": {"ms": "le", "fs": "la", "mp": "les", "fp": "les"},
        }
        text = said[target][gender + number]
        before = units[i - 1] if i else None
        if target == "fr" and before is not None and before.role == "link":
            contracted = {("of", "le"): "du", ("of", "les"): "des", ("to", "le"): "au", ("to", "les"): "aux"}
            return contracted.get((before.text, text), text)
        return text

    def _link(self, units: list[Unit], i: int) -> str:
        target = self.target
        after = following(units, i, ("the", "place", "verb"))
        if units[i].text == "of":
            if target == "ar":
                if i > 1 and units[i - 2].role == "best":
                    return "في"
                noun_before = i > 0 and units[i - 1].role in ("noun", "adjective", "best")
                return "" if noun_before and definable(units, i + 1) else _OF["ar"]
            if target == "fr" and after and after.role == "the" and self._melts(units, i + 1):
                return ""
            if target == "fr" and after and after.role == "place":
                return ""
            if after and after.role == "verb" and target == "en":
                return ""
            if i > 0 and units[i - 1].role == "ask" and units[i - 1].text.endswith("of"):
                return ""
            return _OF[target]
        if (
            target == "fr"
            and after
            and (after.role == "place" or after.role == "the" and self._melts(units, i + 1))
        ):
            return ""
        if after and after.role == "verb" and self.language == "en":
            return "لـ" if target == "ar" else {"es": "para", "fr": "pour"}[target]
        placed = after and (after.role == "place" or following(units, i + 1, ("place",)))
        if self.language == "fr" and (after is None or placed) and target != "fr":
            return {"en": "in", "es": "en", "ar": "في"}[target]
        return _TO[target]

    def _melts(self, units: list[Unit], i: int) -> bool:
        gender, number = agreement(units, i, self.target)
        return number == "p" or gender == "m"

    def _noun(self, units: list[Unit], i: int, forms: dict[str, str]) -> str:
        text = forms[units[i].feature]
        if self.target != "ar":
            return text
        if i and units[i - 1].role == "own":
            owner = "هم" if units[i - 1].text in ("leur", "leurs", "their") else "ه"
            return (f"{text[:-1]}ت" if text.endswith("ة") else text) + owner
        return f"ال{text}" if definite(units, i) and not text.startswith("ال") else text

    def _adjective(self, units: list[Unit], i: int, forms: dict[str, str]) -> str:
        if self.target == "en":
            return forms[""]
        if self.target != "ar":
            gender, number = agreement(units, i, self.target)
            return forms[gender + number]
        at = i - 1
        while at >= 0 and units[at].role == "adjective":
            at -= 1
        noun = units[at] if at >= 0 and units[at].role == "noun" else None
        if noun is None or noun.entry is None:
            near = noun_near(units, i)
            feminine = near is not None and near.entry is not None and near.entry.genders["ar"] == "f"
            ordinal = forms["m"] == "أول"
            return forms["f" if feminine and not ordinal else "m"]
        said = noun.entry.forms["ar"][noun.feature]
        text = forms["f" if noun.entry.genders["ar"] == "f" or said.endswith("ات") else "m"]
        return f"ال{text}" if definite(units, at) and " " not in text and text != "نفسه" else text

    def _best(self, units: list[Unit], i: int, text: str) -> str:
        if self.target in ("en", "ar"):
            return text
        gender, number = agreement(units, i, self.target)
        head, _, last = text.rpartition(" ")
        if self.target == "es":
            last = last[:-1] + "a" if gender == "f" and last.endswith("o") else last
            last += ("es" if last[-1] not in "aeiou" else "s") if number == "p" else ""
        elif last != "plus":
            if gender == "f":
                last = _FEMININE.get(last, last if last.endswith("e") else last + "e")
            last += "s" if number == "p" and not last.endswith("s") else ""
        return f"{head} {last}".strip()

    def _place(self, units: list[Unit], i: int, name: str, entry: Entry) -> str:
        if self.target != "fr":
            return name
        before = units[i - 1] if i else None
        gender, vowel = entry.genders["fr"], bool(re.match(r"[aeéiouyh]", name.lower()))
        the = "l'" if vowel and gender != "p" else {"m": "le ", "f": "la ", "p": "les "}.get(gender, "")
        if before is None or before.role not in ("link", "in"):
            return the + name if gender != "0" else name
        if before.role == "link" and before.text == "of":
            return {"m": "d'" if vowel else "du ", "f": "d'" if vowel else "de ", "p": "des "}.get(
                gender, "de "
            ) + name
        said = before.entry.forms["fr"][""] if before.entry else ""
        if before.role == "link" or said == "dans":
            return {"m": "en " if vowel else "au ", "f": "en ", "p": "aux "}.get(gender, "à ") + name
        return (the if gender != "0" else "") + name

    def _verb(self, units: list[Unit], i: int, forms: dict[str, str]) -> str:
        feature = units[i].feature
        if feature == "base":
            free = i > 0 and (
                units[i - 1].role in ("link", "in") or units[i - 1].text in ("can", "could", "must", "should")
            )
            feature = "inf" if free else "presents"
        entry = units[i].entry
        if (
            entry
            and "passive" not in entry.forms["fr"]
            and feature in ("passive", "passives", "being", "part")
        ):
            feature = "past"  # as *born* has it: no passive
        text = forms.get(feature) or forms["past"]
        if self.target == "ar" and feature == "part" and i and units[i - 1].role in ("noun", "adjective"):
            return f"الذي {text}"
        return text

    def _ask(self, units: list[Unit], i: int, text: str, kind: str) -> str:
        if self.target == "ar" and kind == "which_is" and feminine(units, i):
            return text.replace("ما هو", "ما هي").replace("ما كان", "ما كانت")
        near = noun_near(units, i)
        if (
            self.target == "es"
            and kind == "how_many"
            and near
            and near.entry
            and near.entry.genders["es"] == "f"
        ):
            return text.replace("cuántos", "cuántas")
        if self.target == "fr" and kind in ("which", "which_is"):
            noun = next((u for u in units[i + 1 : i + 4] if u.role == "noun" and u.entry), None)
            if noun is None or noun.entry is None:
                return text
            said = noun.entry.genders["fr"] + noun.feature
            end = {"ms": "quel", "fs": "quelle", "mp": "quels", "fp": "quelles"}[said]
            return re.sub(r"^quels?\b", end, text) if " type" not in text else text
        return text
