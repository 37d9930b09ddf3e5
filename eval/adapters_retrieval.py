"""Sets that say which article answers and not what the answer is: BEIR folders, known-item search on news.

Their accepted answer is the title of a right article, or its first words: only what is measured of retrieval
and of the cited articles means something for them.
"""

from __future__ import annotations

from pathlib import Path

from eval.adapters_source import Asked, Collected, distinct, optional_text, read_rows, text_of
from index.errors import UsageError

_SPLITS = ("test", "dev", "train")
_WORDS = 12  # of an article without a title


def beir(folder: Path) -> Collected:
    """A BEIR folder: ``corpus.jsonl``, ``queries.jsonl``, ``qrels/test.tsv`` (else dev, else train).

    The judgements may have BEIR's three columns, with or without a header, or TREC's four.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder} is not a folder: a BEIR set is one with corpus.jsonl and queries.jsonl.")
    found = Collected()
    ids: dict[str, tuple[str, str]] = {}
    for where, row in read_rows(_file(folder, "corpus")):
        title = optional_text(row, "title")
        text = optional_text(row, "text") or title
        if text is None:
            found.notices.append(f"{where}: the document has no text and is left out.")
            continue
        # Two documents may have one text: each keeps its id, as its judgements name it.
        ids[text_of(row, "_id", where)] = (found.add(text, title), title or _first_words(text))
    judged = _judgements(folder, found)
    for where, row in read_rows(_file(folder, "queries")):
        query = text_of(row, "_id", where)
        right = [document for document in judged.get(query, ()) if document in ids]
        if not right:
            continue
        found.ask(
            Asked(
                id=query,
                kind="retrieval",
                question=text_of(row, "text", where).strip(),
                answers=distinct([ids[document][1] for document in right]),
                articles=distinct([ids[document][0] for document in right]),
            )
        )
    return found


def _file(folder: Path, name: str) -> Path:
    for suffix in (".jsonl", ".jsonl.gz"):
        if (folder / f"{name}{suffix}").exists():
            return folder / f"{name}{suffix}"
    raise UsageError(f"{folder} has no {name}.jsonl: a BEIR set has corpus.jsonl, queries.jsonl and qrels/.")


def _judgements(folder: Path, found: Collected) -> dict[str, list[str]]:
    """The documents that are relevant, by query, best first."""
    split = next((name for name in _SPLITS if (folder / "qrels" / f"{name}.tsv").exists()), None)
    if split is None:
        raise UsageError(f"{folder} has no qrels/test.tsv: it says which document answers which query.")
    if split != "test":
        found.notices.append(f"{folder} has no qrels/test.tsv: its {split}.tsv is taken.")
    path = folder / "qrels" / f"{split}.tsv"
    judged: dict[str, list[tuple[int, str]]] = {}
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} can't be read: {error}.") from error
    for number, line in enumerate(lines, start=1):
        columns = line.split("\t") if "\t" in line else line.split()
        if not columns or (number == 1 and not columns[-1].strip().lstrip("-").isdigit()):
            continue  # a header
        if len(columns) not in (3, 4) or not columns[-1].strip().lstrip("-").isdigit():
            raise UsageError(f"{path}, line {number}: not a query, a document and a score between tabs.")
        score = int(columns[-1])
        if score > 0:
            judged.setdefault(columns[0].strip(), []).append((-score, columns[-2].strip()))
    return {query: [document for _, document in sorted(pairs)] for query, pairs in judged.items()}


def news(path: Path) -> Collected:
    """Known-item search on a JSONL of news: ``title`` and ``heading`` are asked in turn.

    Their article is right. Neither stands in the corpus, whose articles are ``text`` and ``date`` only:
    finding them there would be no feat.
    """
    found = Collected()
    asked: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for n, (where, row) in enumerate(read_rows(path)):
        text = optional_text(row, "text")
        title, heading = optional_text(row, "title"), optional_text(row, "heading")
        if text is None:
            raise UsageError(f"{where}: the field 'text' is missing; a line is one article with its text.")
        for head in filter(None, (title, heading)):
            text = text.removeprefix(head)
        article = found.add(text.strip() or text, None, date=optional_text(row, "date"))
        kind = "title" if title and (n % 2 == 0 or not heading) else "heading"
        question, other = (title, heading) if kind == "title" else (heading, title)
        if question:
            asked.setdefault((kind, question.strip()), []).append((article, other or _first_words(text)))
    for n, ((kind, question), right) in enumerate(asked.items(), start=1):
        answers, articles = distinct([other for _, other in right]), distinct([a for a, _ in right])
        found.ask(Asked(str(n), kind, question, answers, articles))
    if not found.questions:
        raise UsageError(f"{path}: no article has a 'title' or a 'heading' to ask for it by.")
    return found


def _first_words(text: str) -> str:
    return " ".join(text.split()[:_WORDS])
