"""What follows a number: the noun that is counted, told from the small words and verbs that are not."""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SMALL = _words(
    # French
    "à a ai ainsi alors après as au aucun aussi autant autre aux avaient avait avant avec c car ce ceci"
    " cela celle celles"
    " celui ces cet cette ceux chez comme contre d dans de depuis des dès donc dont du durant elle elles"
    " en encore"
    " ensuite entre est et étaient était étant été eu eux fait fois-ci font fut furent hors ici il ils j"
    " je jusqu l la le"
    " les leur leurs lors lorsque lui m mais me même n ne ni nos notre nous on ont or ou où par parce"
    " parmi pas pendant"
    " peut peuvent plus plusieurs pour pourtant puis puisque qu quand que quelque quelques qui s sa sans"
    " se sera seront ses"
    " si soit son"
    " sont sous sur t tandis tout toute toutes tous très un une vers voire vont vos votre vous y"
    " aujourd'hui aujourd’hui hier demain"
    # English
    " about above across after against all amid among also although"
    " and any are around at be because been before being"
    " below between"
    " both but by can could did do does during each for from had has have he her his how i if in including"
    " into is it"
    " its like may might more most must nor not of off on only or our out over per shall she should since"
    " so some such"
    " than that the their them then there these they this those though through to under until up upon us"
    " was we were"
    " what when where which while who will with within without would yet you your today yesterday ago"
    # Spanish
    " al algo ante aunque bajo cada como con cual cuando cuyo de del desde después donde el ella ellas"
    " ellos era eran"
    " es esa esas ese eso esos esta están estas este esto estos fue fueron ha había han hasta hay la las"
    " lo los más me"
    " menos mi mientras muy no nos o para pero por porque pues que quien quienes según ser si sin sobre"
    " son su sus"
    " también tan tras un una unas uno unos y ya"
    # Arabic
    " في من إلى الى على عن أن إن التي الذي الذين هو هي هذا هذه ذلك كان كانت مع بعد قبل حتى منذ خلال أو و"
    " ثم لكن كما"
    " قد ما لا لم لن بين عند حيث أي كل"
)  # fmt: skip
_BEFORE_NOUN = _words(
    "autres nouveaux nouvelles nouvel grands grandes petits petites jeunes principaux principales premiers"
    " premières"
    " derniers dernières anciens anciennes autre hauts hautes vieux other new more former senior young top"
    " major big"
    " small otros otras nuevos nuevas grandes primeros últimos"
)
_NEXT = re.compile(
    r"[\"”»]?\s{1,2}(?:d['’]|de\s|of\s(?:the\s)?|من\s)?(?P<a>[^\W\d_][\w’'-]*)(?:\s(?P<b>[^\W\d_][\w-]*))?"
)
_PEOPLE = _words("people men women troops police personnel staff percent km livestock cattle sheep")

_SINGULAR = _words("bis virus campus census status gas news")


def is_small(word: str) -> bool:
    """A word that is no noun: an article, a preposition, an auxiliary."""
    return word.lower() in _SMALL


def counts_next(text: str, end: int) -> bool:
    """Whether a plural noun follows ``end`` at once, as after a number: "2 022 personnes"."""
    found = _NEXT.match(text[end : end + 40])
    if found is None:
        return False
    word = found["a"].lower().split("'")[0].split("’")[0]
    if word > "\u0600" or not found["a"][0].islower() or word in _SMALL:
        return False
    return word.endswith(("s", "x")) and not word.endswith("ss") and word not in _SINGULAR or word in _PEOPLE


def noun_after(text: str, end: int) -> tuple[str, int] | None:
    """The counted noun (at most two words) that follows ``end``, and where it ends."""
    found = _NEXT.match(text[end : end + 80])
    if found is None:
        return None
    first, second = found["a"], found["b"]
    if re.match(r"[A-Za-z]['’]", first) or first.lower() in _SMALL:
        return None
    if second and second.lower() not in _SMALL:
        adjective = first.lower() in _BEFORE_NOUN or first in ("US", "EU", "UN")
        english = first.islower() and not first.endswith("s") and second.islower() and second.endswith("s")
        if adjective or (english and first.isascii() and first not in _PEOPLE):
            return f"{first} {second}", end + found.end("b")
    return first, end + found.end("a")
