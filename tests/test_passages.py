from __future__ import annotations

from collections.abc import Sequence

from index.articles import Article
from index.passages import MOST_TOKENS, TARGET_TOKENS, cut, embedded_text


def words(texts: Sequence[str]) -> list[int]:
    return [len(text.split()) for text in texts]


def article(text: str, **other: object) -> Article:
    return Article(id="a.txt", text=text, format="txt", **other)  # type: ignore[arg-type]


def sentence(n: int, name: str = "mot") -> str:
    return " ".join([name.capitalize(), *[name] * (n - 2), name + "."])


def test_a_passage_is_the_text_where_its_id_says() -> None:
    text = "\n\n".join(" ".join(sentence(30) for _ in range(5)) for _ in range(4))
    found = cut(article(text), words)
    assert len(found) > 4
    for passage in found:
        assert passage.text == text[passage.start : passage.end]
        assert passage.id == f"a.txt#{passage.start}-{passage.end}"
        assert passage.text.startswith("Mot") and passage.text.endswith(".")
        assert words([passage.text])[0] <= MOST_TOKENS


def test_short_paragraphs_share_a_passage_and_a_cut_paragraph_overlaps_by_a_sentence() -> None:
    short = cut(article("\n\n".join(sentence(20) for _ in range(5))), words)
    assert len(short) == 1
    long = cut(article(" ".join(sentence(40, f"mot{i}") for i in range(6))), words)
    assert all(words([p.text])[0] <= TARGET_TOKENS for p in long)
    assert all(a.end > b.start for a, b in zip(long, long[1:], strict=False))


def test_a_sentence_beyond_the_most_is_cut_at_its_clauses() -> None:
    text = sentence(200).rstrip(".") + ", " + sentence(200)
    found = cut(article(text), words)
    assert [words([p.text])[0] for p in found] == [200, 200]
    assert found[0].text.endswith(",")


def test_what_is_masked_is_in_no_passage() -> None:
    text = "Une phrase.\n\nphoto-du-jour\n\nUne autre phrase."
    at = text.index("photo")
    found = cut(article(text, masked=((at, at + len("photo-du-jour")),)), words)
    assert [p.text for p in found] == ["Une phrase.", "Une autre phrase."]


def test_title_and_date_are_context_for_the_encoder_only() -> None:
    made = article("Le titre\n\nLa phrase.", title="Autre titre", published="2022-05")
    (passage,) = cut(made, words)
    assert embedded_text(made, passage) == f"Autre titre · 2022-05\n{passage.text}"
    assert embedded_text(article("La phrase."), passage) == passage.text


def test_an_empty_text_has_no_passages() -> None:
    assert cut(article("  \n"), words) == []
