"""Main clauses of French sentences, by rules: subject, verb and rest, and the questions they can be turned into."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from train.news_words import Words

_TOKEN = re.compile(
    r"\w+(?:-\w+)*['’](?=\w)|\d+(?:[.,]\d+)+|(?:M|Mme|Dr|Me|St)\.(?= ?[A-ZÉ])|\w+(?:[-+]\w+)*\+?|[^\w\s]"
)
DETERMINERS = frozenset("le la les l' un une des du de d' au aux".split())
PREPOSITIONS = frozenset(
    "à de d' du des en au aux par pour sur dans avec contre sans sous chez vers entre depuis dès jusqu' lors selon et ou"
    " ni comme que qu' si car afin après avant pendant durant envers via près plus moins mais trop très".split()
)
_LOOSE = DETERMINERS | PREPOSITIONS
_STOPS = frozenset(
    "qui dont où lorsque lorsqu' quand alors tandis après avant car puisque puisqu' parce mais selon malgré grâce"
    " tout contrairement comme notamment sauf bien soit voire quant afin si suite faute avoir dit lequel laquelle"
    " lesquels lesquelles duquel auquel plutôt ni or".split()
)
_OPEN = frozenset(
    "Vers Face Grâce Alors De D' Outre Parmi Chez Devant Sous Entre Par Ainsi Mais Or En À A Au Aux Dans Lors Après Selon Pour Depuis Dès Sur Avec Avant Contre Malgré Durant Pendant".split()
)
_LINKS = frozenset(
    "mais enfin ainsi or toutefois cependant pourtant résultat concrètement parallèlement finalement désormais".split()
)
_FRONT_DATE = re.compile(
    r"(?:Le|Ce|La|Dans la nuit|Fin|Début|Hier|Lundi|Mardi|Mercredi|Jeudi|Vendredi|Samedi|Dimanche)\b"
)
_PARTICIPLE = re.compile(
    r"[a-zà-ÿœ]{2,}(?:é|i|is|it|u|us|ert|int|ort|is|aint|eint)(?:e?s?)$|^(?:né|mis|lu|vu|eu|dû|dit|fait|mort|élu|tué|pu)e?s?$"
)
_LATE_PARTICIPLE = re.compile(
    r"[a-zà-ÿœ]{2,}(?:é|ée|és|ées|ise|ises|ite|ites|uit|uite|erte|ertes|ue|ues|us|ie|ies)$"
)
_NOT_PARTICIPLES = frozenset(
    "mardi lundi jeudi samedi vendredi aussi ainsi depuis parmi puis plus jamais ici vers".split()
)
_INFINITIVE = re.compile(r"[a-zà-ÿœ]+(?:er|ir|oir|dre|tre|ire|ure|vre|cre)$")
_BEFORE_INFINITIVE = frozenset(
    "de d' à pour sans par se s' afin va vont doit devoir peut pouvoir faire".split()
)


_BEFORE_THAT = frozenset(
    "alors tandis savoir considère considéré sait croit croire dire espère souhaite souhaité montre montré révèle révélé montrent rapporte"
    " rapporté rapportent apprend appris prévoit prévu confirme confirmé déclarer affirmer assurer indiquent affirment estiment précisent".split()
)
_MARKS = frozenset(',;:"«»)–-…!?/')
_WHOLE = frozenset(
    "débuté commencé démissionné explosé eu disparu abdiqué reculé augmenté baissé progressé fermé rouvert débutera commencera".split()
)


class Token(NamedTuple):
    start: int  # in the article's text
    end: int
    text: str
    low: str


def tokens_of(text: str, start: int, end: int) -> list[Token]:
    found = _TOKEN.finditer(text, start, end)
    return [Token(*match.span(), word := match[0], word.lower().replace("’", "'")) for match in found]


@dataclass(frozen=True)
class Clause:
    """``tokens[subject[0]:subject[1]]`` and so on; ``front`` is what stands before the clause and its comma."""

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
        if tokens[i].text[0].isupper() and low in words.unresolved | _STOPS:
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
            and not (before in _LOOSE and before not in ("et",))
            and before not in words.unresolved
        ):
            stop = end or (i - 1 if before in ("s'", "se") else i)
            while stop > first and tokens[stop - 1].low in words.adverbs:
                stop -= 1
            good = (
                stop > first
                and tokens[stop - 1].low not in _LOOSE
                and before not in ("ne", "n'", "le", "la", "les", "l'", "lui", "en", "y")
            )
            return (stop, i) if good else None
        if (
            low in _STOPS
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
        and low not in _LOOSE
        and low not in _STOPS
        and (len(low) > 2 or token.text.isupper() and len(low) > 1)
        and not low.startswith(("celui", "celle", "ceux"))
        and low not in ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "tout", "toute", "tous", "cette", "ces", "aucun", "aucune", "plusieurs", "chaque", "quelques", "près", "environ",
                         "certains", "certaines", "deux", "trois", "quatre", "cinq", "six", "âgé", "âgée", "interrogé", "interrogée",
                         "invité", "invitée", "même", "voilà", "voici", "depuis", "pourquoi", "comment", "quel", "quelle", "rien",
                         "personne", "reste", "lors", "face", "moins", "beaucoup", "hier", "aujourd'", "retour", "fin", "début")
    )  # fmt: skip


def _plural_subject(tokens: Sequence[Token]) -> bool:
    low = tokens[0].low
    if low in ("les", "des"):
        return True
    joined = any(
        t.low == "et" and i and tokens[i + 1 : i + 2] and tokens[i + 1].text[0].isupper()
        for i, t in enumerate(tokens)
    )
    return joined and tokens[0].text[0].isupper() and low not in ("le", "la", "l'", "un", "une")


def verb_end_of(tokens: Sequence[Token], finite: int, words: Words) -> int:
    """Where the verb ends, with its participle or infinitive; 0 where it is denied or can't be read."""
    low = tokens[finite].low
    i = finite + 1
    if low in words.avoir | words.etre:
        i = _past(tokens, i, words.adverbs)
        if i == 0 or tokens[i].low in ("pas", "plus", "jamais"):
            return 0
        if not _is_participle(tokens[i].low):
            return 0 if low in words.avoir else finite + 1
        if (
            tokens[i].low == "été"
            and (j := _past(tokens, i + 1, words.adverbs))
            and _is_participle(tokens[j].low)
        ):
            i = j
        return i + 1
    if low in words.modal:
        i = _past(tokens, i, words.adverbs)
        if i and tokens[i].low in ("se", "s'"):
            i += 1
        if i == 0 or not _INFINITIVE.match(tokens[i].low):
            return 0 if low not in ("compte", "comptent") else finite + 1
        if (
            tokens[i].low == "être"
            and (j := _past(tokens, i + 1, words.adverbs))
            and _is_participle(tokens[j].low)
        ):
            i = j
        return i + 1
    return 0 if tokens[i].low in ("pas", "plus", "jamais") or tokens[i].text == "-" else i


def _past(tokens: Sequence[Token], i: int, adverbs: frozenset[str]) -> int:
    while i < len(tokens) and tokens[i].low in adverbs:
        i += 1
    return i if i < len(tokens) else 0


def _is_participle(low: str) -> bool:
    return bool(_PARTICIPLE.match(low)) and low not in _NOT_PARTICIPLES


def noun_gender(noun: str, words: Words) -> str:
    """By a list and by the ending; "" where neither tells."""
    single = noun[:-1] if noun.endswith("s") else noun
    if noun in words.feminine or single in words.feminine:
        return "f"
    if single.endswith(words.feminine_endings):
        return "f" if not single.endswith(("isme", "iste")) else ""
    return (
        "m"
        if single.endswith(("ment", "age", "isme", "teur", "eau", "al", "er", "ier", "ant", "ent", "t"))
        else ""
    )


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


# What is left of the clause once the answer is taken out.


def gap_is_plain(clause: Clause, at: int) -> bool:
    """Whether what stands at token ``at`` goes with the main verb: nothing between could take it instead."""
    tokens, end = clause.tokens, clause.verb[1]
    if at - end > 12:
        return False
    for i in range(end, at):
        low, before = tokens[i].low, tokens[i - 1].low
        if low in _STOPS or low in ("que", "qu'", "depuis", "début", ":", ";", '"', "«", "»", "(", ")", "-"):
            return False
        if _INFINITIVE.match(low) and before in _BEFORE_INFINITIVE:
            return False
        if (
            i > end
            and _LATE_PARTICIPLE.match(low)
            and before not in _LOOSE
            and low not in ("société", "santé", "été")
        ):
            return False
        if low == "," and i != at - 1:
            return False
    return True


def rest_of(
    clause: Clause, words: Words, drop: Sequence[tuple[int, int]], rest_end: int | None = None
) -> str | None:
    """The words after the verb up to the clause's end, without the tokens of ``drop``; None where they say nothing.

    An empty string where the verb stands alone.
    """
    tokens = clause.tokens
    kept: list[int] = []
    i = clause.verb[1]
    stop = len(tokens) - 1 if rest_end is None else rest_end
    if tokens[i].low in ("prochain", "dernier"):
        i += 1
    embedded = False
    while i < stop:
        gone = next((b for a, b in drop if a <= i < b), 0)
        if gone:
            paired = tokens[i - 1].text == ","
            i = gone
            if i < stop and tokens[i].text == ",":
                if not paired and i + 1 < stop and tokens[i + 1].low not in PREPOSITIONS:
                    break
                i += 1
            continue
        low = tokens[i].low
        if low == "," and any(a == i + 1 for a, _ in drop):
            i += 1
            continue
        if low in ("que", "qu'"):
            if embedded or kept:
                return None
            embedded = True
        if low == "(":
            shut = next((j for j in range(i, min(i + 14, stop)) if tokens[j].text == ")"), 0)
            if not shut:
                break
            i = shut + 1
            continue
        if low in _STOPS and not tokens[i].text[0].isupper() or low in _MARKS:
            if low in ('"', "«", ":", "»", "comme", "si", "combien", "pourquoi", "comment"):
                return None  # what is left would miss its object
            break
        if low == "et" and (
            i + 1 >= stop
            or tokens[i + 1].low in words.finite
            or tokens[i + 1].low in ("s'", "se", "n'", "ne")
        ):
            break
        if low == "en" and i + 1 < stop and tokens[i + 1].low.endswith("ant"):
            break
        if (
            low in words.unresolved
            and not tokens[i].text[0].isupper()
            and low not in ("son", "sa", "ses", "leur", "leurs", "autre", "autres")
        ):
            if low in ("dernier", "dernière") and kept:
                kept.append(i)
                i += 1
                continue
            return None
        if low == "ainsi" and tokens[i + 1].low in ("que", "qu'"):
            break
        if low not in words.droppable:
            kept.append(i)
        i += 1
    if embedded and kept and tokens[kept[-1]].low in words.finite:
        return None
    if embedded and not any(tokens[n].low in words.finite and tokens[n - 1].low not in _LOOSE for n in kept):
        return None
    if not kept and (
        tokens[clause.finite].low in words.avoir
        and tokens[clause.finite + 1].low != "été"
        or not clause.compound
    ):
        if tokens[clause.verb[1] - 1].low not in _WHOLE:
            return None
    if len(kept) > 17:
        if embedded:
            return None
        cut = next(
            (
                n
                for n in range(17, 6, -1)
                if tokens[kept[n]].low
                in ("pour", "dans", "à", "en", "sur", "avec", "contre", "lors", "par", "au")
            ),
            0,
        )
        kept = kept[:cut]
        if not cut:
            return None
    if kept and (
        tokens[kept[-1]].low
        in ("pas", "ne", "n'", "se", "s'", "présence", "raison", "cas", "cours", "compris", "partir", "face")
        or _cut_short(tokens, kept)
    ):
        return None
    while kept and tokens[kept[-1]].low in _LOOSE:
        if tokens[kept[-1]].low not in ("et", "plus", "près", "très", "lors"):
            return None
        kept.pop()
    return join(clause.text, [tokens[n] for n in kept])


def _cut_short(tokens: Sequence[Token], kept: Sequence[int]) -> bool:
    """Whether the last word is an infinitive that may have lost its object."""
    last = tokens[kept[-1]].low
    cut = kept[-1] + 1 < len(tokens) and tokens[kept[-1] + 1].low in _LOOSE
    return (
        cut
        and bool(_INFINITIVE.match(last))
        and len(kept) > 1
        and tokens[kept[-1] - 1].low in _BEFORE_INFINITIVE
    )


def join(text: str, tokens: Sequence[Token]) -> str:
    """The tokens as they stood, one space where something was taken out between them."""
    parts: list[str] = []
    for before, token in zip([None, *tokens], tokens, strict=False):
        if before is not None and (token.start > before.end):
            parts.append(" ")
        parts.append(token.text)
    return "".join(parts)


def pronoun(clause: Clause) -> str | None:
    """The pronoun of an inversion; None where the subject's gender is not known."""
    if not clause.gender:
        return None
    return {"m": "il", "f": "elle"}[clause.gender] + ("s" if clause.plural else "")


def verb_text(clause: Clause, words: Words, inverted: str | None = None) -> str:
    """The verb, with a pronoun put after its finite form where ``inverted`` gives one."""
    tokens = [t for i, t in enumerate(clause.tokens[: clause.verb[1]]) if i >= clause.verb[0]]
    finite = clause.tokens[clause.finite].text
    kept = [t for t in tokens if t.low not in words.droppable]
    said = join(clause.text, kept)
    if inverted is None:
        return said
    link = "-t-" if finite[-1] in "aeéè" and not finite.endswith("ent") else "-"
    before = join(clause.text, [t for t in kept if t.start <= clause.tokens[clause.finite].start])
    after = said[len(before) :]
    return before + link + inverted + after
