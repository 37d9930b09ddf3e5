"""Main clauses of French sentences, by rules: where their subject and verb are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from train.news_verbs import Token, noun_gender, verb_end_of
from train.news_words import Words

DETERMINERS = frozenset("le la les l' un une des du de d' au aux".split())


PREPOSITIONS = frozenset(
    "à de d' du des en au aux par pour sur dans avec contre sans sous chez vers entre "
    "depuis dès jusqu' lors selon et ou"
    " ni comme que qu' si car afin après avant pendant durant envers via près plus moins "
    "mais trop très".split()
)


LOOSE = DETERMINERS | PREPOSITIONS


STOPS = frozenset(
    "qui dont où lorsque lorsqu' quand alors tandis après avant car puisque puisqu' "
    "parce mais selon malgré grâce"
    " tout contrairement comme notamment sauf bien soit voire quant afin si suite faute "
    "avoir dit lequel laquelle"
    " lesquels lesquelles duquel auquel plutôt ni or".split()
)


_OPEN = frozenset(
    "Vers Face Grâce Alors De D' Outre Parmi Chez Devant Sous Entre Par Ainsi Mais Or En "
    "À A Au Aux Dans Lors Après Selon Pour Depuis Dès Sur Avec Avant Contre Malgré "
    "Durant Pendant".split()
)


_LINKS = frozenset(
    "mais enfin ainsi or toutefois cependant pourtant résultat concrètement "
    "parallèlement finalement désormais".split()
)


_FRONT_DATE = re.compile(
    r"(?:Le|Ce|La|Dans la nuit|Fin|Début|Hier|Lundi|Mardi|Mercredi|Jeudi|Vendredi|Samedi" r"|Dimanche)\b"
)


BEFORE_INFINITIVE = frozenset(
    "de d' à pour sans par se s' afin va vont doit devoir peut pouvoir faire".split()
)


_BEFORE_THAT = frozenset(
    "alors tandis savoir considère considéré sait croit croire dire espère souhaite "
    "souhaité montre montré révèle révélé montrent rapporte"
    " rapporté rapportent apprend appris prévoit prévu confirme confirmé déclarer "
    "affirmer assurer indiquent affirment estiment précisent".split()
)


_NO_SUBJECT = frozenset(
    (
        "lundi mardi mercredi jeudi vendredi samedi dimanche tout toute tous cette ces aucun aucune "
        "plusieurs chaque quelques près environ certains certaines deux trois quatre cinq six âgé âgée "
        "interrogé interrogée invité invitée même voilà voici depuis pourquoi comment quel quelle rien "
        "personne reste lors face moins beaucoup hier aujourd' retour fin début"
    ).split()
)


@dataclass(frozen=True)
class Clause:
    """``tokens[subject[0]:subject[1]]`` and so on; ``front`` is what stands before it and a comma."""

    text: str
    tokens: Sequence[Token]
    front: tuple[int, int]
    subject: tuple[int, int]
    verb: tuple[int, int]  # with "se" before and the participle or infinitive after
    finite: int
    plural: bool
    gender: str  # m, f or "" where it can't be told
    person: bool  # the subject is a name of two words or more with a known given name, or known as a person

    def slice(self, first: int, last: int) -> str:
        if first >= last:
            return ""
        return self.text[self.tokens[first].start : self.tokens[last - 1].end]

    @property
    def subject_text(self) -> str:
        said = self.slice(*self.subject)
        first = self.tokens[self.subject[0]]
        return said[0].lower() + said[1:] if first.low in DETERMINERS else said

    @property
    def compound(self) -> bool:
        """Whether an auxiliary or modal verb stands before a participle or infinitive."""
        return self.verb[1] - self.finite > 1


def read_clause(text: str, tokens: Sequence[Token], words: Words, persons: frozenset[str]) -> Clause | None:
    """The sentence's main clause, or None where it is not plain enough to turn into a question."""
    front = _front(text, tokens)
    first = front[1] + 1 if front[1] else 0
    subject = _subject(tokens, first, words)
    if subject is None:
        return None
    last, finite = subject
    at = finite
    if tokens[finite - 1].low in ("s'", "se"):
        at = finite - 1
    verb_end = verb_end_of(tokens, finite, words)
    if verb_end == 0 or verb_end >= len(tokens) - 1:
        return None
    plural = tokens[finite].low in words.plural or tokens[finite].low.endswith(("ent", "ont", "èrent"))
    if plural != _plural_subject(tokens[first:last]):
        return None
    named = text[tokens[first].start : tokens[last - 1].end]
    clause = Clause(text, tokens, front, (first, last), (at, verb_end), finite, plural, "", named in persons)
    return Clause(**{**vars(clause), "gender": _gender(clause, words)})


def clause_starts(tokens: Sequence[Token], words: Words) -> list[int]:
    """Where a clause may begin: the sentence's first word, and after what joins a whole clause to it."""
    found, quoted = [0], False
    for i, token in enumerate(tokens[:-6]):
        low, before = token.low, tokens[i - 1].low if i else ""
        quoted ^= token.text == '"'
        if quoted or not i:
            continue
        that = low in ("que", "qu'") and (
            before in words.says or before in words.say_present or before in _BEFORE_THAT
        )
        joins = low in (":", ";") or low in ("mais", "et") and before == ","
        if (that or joins) and tokens[i + 1].low not in words.unresolved:
            found.append(i + 1)
    return found


def _front(text: str, tokens: Sequence[Token]) -> tuple[int, int]:
    """The tokens before the first comma, where they open the sentence with a circumstance; else (0, 0)."""
    comma = next((i for i, token in enumerate(tokens[:14]) if token.text == ","), 0)
    if not comma:
        return 0, 0
    opened = (
        tokens[0].text in _OPEN
        or re.match(r"[A-Z]\w{3,}(?:ée?s?|ant)$", tokens[0].text)
        or _FRONT_DATE.match(text, tokens[0].start)
    )
    if comma == 1 and tokens[0].low in _LINKS or comma < 4 and tokens[0].text in ("En", "Au", "De"):
        second = next((i for i in range(comma + 1, min(comma + 14, len(tokens))) if tokens[i].text == ","), 0)
        further = tokens[comma + 1].text.capitalize() in _OPEN or _FRONT_DATE.match(
            text, tokens[comma + 1].start
        )
        return (0, second) if second and further else (0, comma)
    return (0, comma) if opened else (0, 0)


def _subject(tokens: Sequence[Token], first: int, words: Words) -> tuple[int, int] | None:
    """Where the subject that starts at ``first`` ends, and the finite verb."""
    if first >= len(tokens) - 3:
        return None
    token = tokens[first]
    if token.low not in ("le", "la", "les", "l'", "un", "une", "des") and not _named(token, first, words):
        return None
    end = 0  # of the subject where an apposition follows
    i = first + 1
    while i < min(first + 26, len(tokens) - 1):
        low, before = tokens[i].low, tokens[i - 1].low
        if tokens[i].text[0].isupper() and low in words.unresolved | STOPS:
            i += 1
            continue
        if low in (",", "("):
            close = ")" if low == "(" else ","
            shut = next(
                (j for j in range(i + 1, min(i + 14, len(tokens))) if tokens[j].text in (close, '"', ":")), 0
            )
            if not shut or tokens[shut].text != close:
                return None
            end, i = end or i, shut + 1
            after = tokens[i].low if i < len(tokens) else ""
            if after not in words.finite and after not in ("s'", "se", ",") and after not in words.adverbs:
                if close == ")":
                    return None
                i = shut  # one more apposition
            continue
        if (
            low in words.finite
            and tokens[i].text[0] == low[0]
            and not (before in LOOSE and before not in ("et",))
            and before not in words.unresolved
        ):
            stop = end or (i - 1 if before in ("s'", "se") else i)
            while stop > first and tokens[stop - 1].low in words.adverbs:
                stop -= 1
            good = (
                stop > first
                and tokens[stop - 1].low not in LOOSE
                and before not in ("ne", "n'", "le", "la", "les", "l'", "lui", "en", "y")
            )
            return (stop, i) if good else None
        if (
            low in STOPS
            or low in words.unresolved
            or not (low[0].isalnum() or low in ("'", "-"))
            or low in ("ne", "n'", "que", "qu'")
        ):
            return None
        i += 1
    return None


def _named(token: Token, first: int, words: Words) -> bool:
    low = token.low
    return (
        token.text[0].isupper()
        and low not in words.unresolved
        and low not in LOOSE
        and low not in STOPS
        and (len(low) > 2 or token.text.isupper() and len(low) > 1)
        and not low.startswith(("celui", "celle", "ceux"))
        and low not in _NO_SUBJECT
    )


def _plural_subject(tokens: Sequence[Token]) -> bool:
    low = tokens[0].low
    if low in ("les", "des"):
        return True
    joined = any(
        t.low == "et" and i and tokens[i + 1 : i + 2] and tokens[i + 1].text[0].isupper()
        for i, t in enumerate(tokens)
    )
    return joined and tokens[0].text[0].isupper() and low not in ("le", "la", "l'", "un", "une")


def _gender(clause: Clause, words: Words) -> str:
    tokens, (first, last) = clause.tokens, clause.subject
    passive = tokens[clause.finite].low in words.etre or tokens[clause.finite + 1].low == "été"
    if passive and clause.compound and tokens[clause.verb[1] - 1].low not in ("été", "être"):
        low = tokens[clause.verb[1] - 1].low.removesuffix("s")
        if low.endswith(("e", "te", "se")) and not low.endswith("é"):
            return "f"
        return "m"
    low = tokens[first].low
    if low in ("le", "un"):
        return "m"
    if low in ("la", "une"):
        return "f"
    if low in ("l'", "les", "des"):
        return noun_gender(tokens[first + 1].low, words) if last > first + 1 else ""
    if low in words.feminine_given:
        return "f"
    return "m" if low in words.masculine_given else ""
