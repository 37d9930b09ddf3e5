"""A pipeline that answers from a list: deterministic, instant, with articles made up for the page's tests."""

from __future__ import annotations

import re
from collections.abc import Generator
from dataclasses import dataclass, field, replace
from typing import Any

from index.articles import Article
from index.errors import LibraryError
from index.filters import EVERYTHING, Filters
from index.store import ArticleRow
from rag.answer import Answer, Citation, Differing
from rag.turns import Turn
from tests.hashing_encoder import HashingEncoder

HOSTILE = (
    'Le ministre <script>window.__pwned = 1</script> a parlé <img src=x onerror="window.__pwned = 2"> '
    "de [la loi](javascript:window.__pwned=3) et ![une image](http://outside.example/pixel.png) "
    "pour $$\\frac{1}{2}$$ ou ${window.__pwned = 4} et {{value}} le 3 juin, voir www.outside.example."
)

ARTICLES = (
    Article(
        "depeches/2022-05-coalition.txt",
        "Le Maroc accueille la coalition\n\n"
        "Les préparatifs ont duré tout l’hiver, et les délégations sont arrivées par vagues. "
        "Le 11 mai 2022, les ministres se sont réunis à Marrakech à l’invitation du Maroc. "
        "La rencontre, la première sur le continent, a réuni près de quatre-vingts pays.\n\n"
        "La délégation marocaine était conduite par Nasser Bourita.",
        "txt",
        title="Le Maroc accueille la coalition",
        published="2022-05-11",
        language="fr",
        publisher="La Dépêche du Sud",
        url="https://news.example/coalition",
    ),
    Article(
        "presse_espagnole/blinken.md",
        "La cita de Marrakech se celebró el 11 de mayo, según el ministerio. "
        "Los ministros hablaron de África y de Siria.",
        "md",
        published="2022-05",
        language="es",
    ),
    Article(
        "archives/calendrier-provisoire-des-rencontres-ministerielles-de-la-coalition-version-du-printemps.pdf",
        "La réunion de Marrakech est prévue le 12 mai, indique un calendrier provisoire. Il peut changer.",
        "pdf",
        title="Calendrier provisoire",
        language="fr",
        pages=(0,),
    ),
    Article(
        "pieges/<b>loi<.txt",
        f"Avant.\n\n{HOSTILE} Rien d’autre.",
        "txt",
        title="<i>Loi</i> & $$x$$",
        language="fr",
    ),
)


def quote(article: int, sentence: str, n: int) -> Citation:
    """The citation of ``sentence`` in the made-up article of that number, as mark ``n``."""
    cited = ARTICLES[article]
    start = cited.text.index(sentence)
    page = 1 if cited.pages else None
    return Citation(
        n, cited.id, cited.title, cited.published, cited.publisher, cited.url, page,
        start, start + len(sentence), sentence,
    )  # fmt: skip


_ELEVENTH = (
    quote(0, "Le 11 mai 2022, les ministres se sont réunis à Marrakech à l’invitation du Maroc.", 1),
    quote(1, "La cita de Marrakech se celebró el 11 de mayo, según el ministerio.", 2),
    quote(2, "La réunion de Marrakech est prévue le 12 mai, indique un calendrier provisoire.", 3),
)


def _answer(question: str, language: str, text: str, short: str | None, **more: Any) -> Answer:
    return Answer(f"scripted-{question}", question, question, language, text, short, **more)


SCRIPT = (
    _answer(
        "Quand a eu lieu la réunion de Marrakech ?", "fr",
        "La réunion s’est tenue le 11 mai 2022 [1][2]. Un calendrier provisoire l’annonçait pour le 12 [3].",
        "11 mai 2022", citations=_ELEVENTH, agree=((1,), (2,)), differ=(Differing("12 mai", (3,)),),
        notices=("2 articles sans date ont été laissés de côté.",),
    ),
    _answer(
        "When was the Marrakech meeting?", "en", "11 May 2022 [1][2].", "11 May 2022",
        citations=_ELEVENTH[:2], agree=((1,), (2,)),
    ),
    _answer(
        "Qui représentait le Maroc à Washington ?", "fr",
        "« La délégation marocaine était conduite par Nasser Bourita » [1].", "Nasser Bourita",
        citations=(quote(0, "La délégation marocaine était conduite par Nasser Bourita.", 1),), agree=((1,),),
    ),
    _answer(
        "Qui a gagné le championnat ?", "fr", "", None, refused=True, reason="not_answered",
        nearest=(replace(_ELEVENTH[0], n=1), replace(_ELEVENTH[2], n=2)),
    ),
    _answer(
        "Que dit la loi ?", "fr", HOSTILE + " [1]", HOSTILE, citations=(quote(3, HOSTILE, 1),), agree=((1,),),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class ScriptedLibrary:
    """The articles, behind the calls that the page makes of a library."""

    held: tuple[Article, ...]
    generation: int = 1

    def view(self) -> ScriptedLibrary:
        return self

    def articles(self, filters: Filters = EVERYTHING) -> list[ArticleRow]:
        return [
            ArticleRow(one.id, "press", one.title, one.published, one.language, one.format, 1, one.notices)
            for one in self.held
            if not filters.articles or one.id in filters.articles
        ]

    def undated(self, filters: Filters) -> int:
        return 0

    def article(self, id: str) -> Article:
        for article in self.held:
            if article.id == id:
                return article
        raise LibraryError(f"{id} is not in the library: index it again.")


@dataclass(frozen=True)
class ScriptedPipeline:
    """Answers the questions of ``script``, refuses all others, and raises ``failure`` if it has one.

    ``Et alors ?`` is understood as the question before it.
    """

    script: tuple[Answer, ...] = SCRIPT
    library: ScriptedLibrary = field(default_factory=lambda: ScriptedLibrary(ARTICLES))
    failures: tuple[tuple[str, Exception], ...] = ()

    @property
    def encoder(self) -> HashingEncoder:
        return HashingEncoder()

    def stream(
        self, question: str, turns: tuple[Turn, ...] = (), filters: Filters = EVERYTHING
    ) -> Generator[tuple[Answer, tuple[Turn, ...]], None, None]:
        yield self.respond(question, turns)

    def respond(self, question: str, turns: tuple[Turn, ...]) -> tuple[Answer, tuple[Turn, ...]]:
        for asked, error in self.failures:
            if asked == question:
                raise error
        understood = turns[-1].understood if turns and question == "Et alors ?" else question
        found = _answer(question, "fr", "", None, refused=True, reason="nothing_found")
        for answer in self.script:
            if _folded(answer.question) == _folded(understood):
                found = replace(answer, question=question, understood=understood)
                break
        articles = tuple(dict.fromkeys(c.article for c in found.citations))
        turn = Turn(question, understood, found.language, found.short, articles, found.refused)
        return found, (*turns, turn)

    def paragraph(self, citation: Citation) -> tuple[str, str, str]:
        text = self.library.article(citation.article).text
        start = text.rfind("\n\n", 0, citation.start)
        end = text.find("\n\n", citation.end)
        start, end = (start + 2 if start >= 0 else 0), (end if end >= 0 else len(text))
        return text[start : citation.start], text[citation.start : citation.end], text[citation.end : end]


def _folded(question: str) -> str:
    return re.sub(r"\s", " ", question).casefold()
