"""Public sets in the formats that they are published in become a set of ours and its articles."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from eval.adapters import ADAPTERS, Prepared, read
from eval.items import Item, read_items
from eval.measures import single_spaced
from eval.question_sets import load_set
from index.articles import Article, find_files, read_file
from index.errors import UsageError

PONT = "Le pont de Safi a été ouvert en 1931. Son architecte était Jeanne Morel. Il mesure 212 mètres."
PORT = "Le port de Safi exporte des phosphates. Il emploie deux mille dockers."


def lines(path: Path, *rows: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def taken(spec: str, out: Path, **how: Any) -> tuple[Prepared, list[Item], dict[str, Article]]:
    """What `read` made, checked as a run checks it: articles that are there, sentences that stand in them."""
    prepared = read(spec, out, **how)
    items = read_items(prepared.items_path)
    found = [a for name, file in find_files(prepared.articles_folder) for a in read_file(file, name, 10**8)]
    articles = {a.id: a for a in found if isinstance(a, Article)}
    assert len(found) == len(articles) == prepared.articles and len(items) == prepared.questions
    for item in items:
        assert set(item.articles) <= set(articles), item
        for sentence in item.sentences:
            assert any(single_spaced(sentence) in single_spaced(articles[a].text) for a in item.articles), (
                item
            )
    return prepared, items, articles


def nested(**more: Any) -> dict[str, Any]:
    start = PONT.index("1931")
    first = {"id": "a", "question": "Quand ?", "answers": [{"text": "1931", "answer_start": start}], **more}
    twice = [{"text": "Jeanne Morel", "answer_start": 59}, {"text": "Jeanne Morel", "answer_start": 59}]
    second = {"id": "b", "question": "Qui l'a dessiné ?", "answers": twice}
    third = {
        "id": "c",
        "question": "Combien de dockers ?",
        "answers": [{"text": "deux mille", "answer_start": 50}],
    }
    paragraphs = [{"context": PONT, "qas": [first, second]}, {"context": PORT, "qas": [third]}]
    return {"version": "1.1", "data": [{"title": "Ville_de_Safi", "paragraphs": paragraphs}]}


def test_squads_nested_file(tmp_path: Path) -> None:
    file = tmp_path / "fquad.json"
    file.write_text(json.dumps(nested()), encoding="utf-8")
    _, items, articles = taken(f"squad:{file}", tmp_path / "out")
    assert [item.id for item in items] == ["a", "b", "c"]
    assert {item.language for item in items} == {"fr"}
    assert items[0].answers == ("1931",) and items[1].answers == ("Jeanne Morel",)
    assert items[0].sentences == ("Le pont de Safi a été ouvert en 1931.",)
    assert items[2].sentences == ("Il emploie deux mille dockers.",)  # a start that is a little off
    assert items[0].articles == items[1].articles != items[2].articles
    assert {article.title for article in articles.values()} == {"Ville de Safi"}


def test_a_nested_file_is_known_by_what_is_in_it(tmp_path: Path) -> None:
    file = tmp_path / "piaf.jsonl.gz"
    file.write_bytes(gzip.compress(json.dumps(nested()).encode()))
    assert len(taken(f"squad:{file}", tmp_path / "out")[1]) == 3
    told = {"context": 'He said "data": [1, 2].', "question": "What?", "answers": ["data"]}
    assert len(taken(f"squad:{lines(tmp_path / 'flat.json', told)}", tmp_path / "out")[1]) == 1
    file.write_bytes(file.read_bytes()[:40])
    with pytest.raises(UsageError, match=r"piaf\.jsonl\.gz: "):
        read(f"squad:{file}", tmp_path / "out")


def test_squad_2_has_questions_without_an_answer(tmp_path: Path) -> None:
    file = tmp_path / "squad2.json"
    more = {"is_impossible": True, "answers": [], "plausible_answers": [{"text": "1931", "answer_start": 1}]}
    file.write_text(json.dumps(nested(**more)), encoding="utf-8")
    _, items, _ = taken(f"squad:{file}", tmp_path / "out")
    assert [item.answerable for item in items] == [False, True, True]
    assert items[0].kind == "unanswerable" and items[0].articles == ()


@pytest.mark.parametrize("flat", ["jsonl", "list", "gz"])
def test_flat_rows_of_squad(tmp_path: Path, flat: str) -> None:
    row = {"id": 1, "context": PONT, "title": "Pont", "question": "Quand ?", "lang": "fr"}
    rows = [
        {**row, "answer": "1931", "start": PONT.index("1931"), "answers": ["1931", "en 1931"]},
        {**row, "id": 2, "answers": {"text": ["212 mètres"], "answer_start": [PONT.index("212")]}},
        {**row, "id": 3, "answers": [{"text": "Jeanne Morel", "answer_start": PONT.index("Jeanne")}]},
        {**row, "id": 4, "answers": {"text": [], "answer_start": []}},
    ]
    file = lines(tmp_path / "piaf.jsonl", *rows)
    if flat == "list":
        file.write_text(json.dumps(rows), encoding="utf-8")
    elif flat == "gz":
        file = tmp_path / "piaf.jsonl.gz"
        file.write_bytes(gzip.compress((tmp_path / "piaf.jsonl").read_bytes()))
    _, items, articles = taken(f"squad:{file}", tmp_path / "out")
    assert len(articles) == 1
    assert [item.answers for item in items] == [("1931", "en 1931"), ("212 mètres",), ("Jeanne Morel",), ()]
    assert items[1].sentences == ("Il mesure 212 mètres.",)


def test_afriqa_is_asked_in_its_pivot_language(tmp_path: Path) -> None:
    row = {"context": PONT, "title": "Pont", "question_lang": "Hwe tɛ nu ?", "answer_lang": "1931"}
    file = lines(
        tmp_path / "gold_span_passages.afriqa.fon.fr.dev.json",
        {
            **row,
            "id": "0",
            "question_translated": "Quand ?",
            "answer_pivot": {"answer_start": [32], "text": ["1931"]},
        },
        {
            **row,
            "id": "1",
            "question_translated": "Long ?",
            "answer_pivot": {"answer_start": [-1], "text": ["yes"]},
        },
    )
    _, items, _ = taken(f"afriqa:{file}", tmp_path / "out")
    assert [(item.question, item.language, item.answers) for item in items] == [
        ("Quand ?", "fr", ("1931",)),
        ("Long ?", "fr", ("oui", "yes")),
    ]
    assert items[1].kind == "yes_no" and items[1].sentences == ()
    flat = lines(
        tmp_path / "afriqa-fr.jsonl", {**row, "id": "f", "lang": "fr", "question": "Q ?", "answers": ["1931"]}
    )
    assert taken(f"afriqa:{flat}", tmp_path / "out")[1][0].question == "Q ?"


def beir(folder: Path, qrels: str, split: str = "test") -> Path:
    lines(
        folder / "corpus.jsonl",
        {"_id": "d1", "title": "Bridges", "text": "The bridge was opened in 1931 by the mayor."},
        {"_id": "d2", "title": "", "text": "The harbour employs two thousand dockers in summer."},
        {"_id": "d3", "title": "Empty", "text": ""},
    )
    lines(
        folder / "queries.jsonl", {"_id": "q1", "text": "bridge opening"}, {"_id": "q2", "text": "unjudged"}
    )
    (folder / "qrels").mkdir()
    (folder / "qrels" / f"{split}.tsv").write_text(qrels)
    return folder


@pytest.mark.parametrize(
    "qrels",
    ["query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\td2\t1\nq1\td3\t0\n", "q1 0 d2 1\nq1 0 d1 2\n"],
)
def test_a_beir_folder(tmp_path: Path, qrels: str) -> None:
    _, items, articles = taken(f"beir:{beir(tmp_path / 'scifact', qrels)}", tmp_path / "out")
    assert [item.question for item in items] == ["bridge opening"]
    assert items[0].kind == "retrieval" and items[0].language == "en"
    assert [articles[a].text.split()[0] for a in items[0].articles] == ["Bridges", "The"]
    assert items[0].answers[0] == "Bridges"


def test_a_beir_folder_without_a_test_split_says_what_it_took(tmp_path: Path) -> None:
    folder = beir(tmp_path / "mt", "q1\td1\t1", "dev")
    prepared = read(f"beir:{folder}", tmp_path / "out")
    assert "dev.tsv is taken" in prepared.notices[0]


QUIZ = {
    "question_id": "20200103_0",
    "question_date": "2020/01/03",
    "question_source": "News",
    "question_url": "https://news.example.org/quiz",
    "question_sentence": "Which harbour reopened this week?",
    "choices": ["Safi", "Cork", "none of the above"],
    "answer": ["1"],
    "evidence": "After the storm, Cork reopened its harbour. Ships had waited for days.",
}


def test_a_week_of_realtime_qa(tmp_path: Path) -> None:
    bare = {**QUIZ, "question_id": "1", "evidence": ""}
    none = {**QUIZ, "question_id": "2", "answer": ["2"]}
    file = lines(tmp_path / "20200103_qa.jsonl", QUIZ, bare, none)
    prepared, items, articles = taken(f"realtimeqa:{file}", tmp_path / "out")
    assert "1 questions have neither evidence" in prepared.notices[0]
    assert [item.answers for item in items] == [("Cork",), ()]
    assert items[0].sentences == ("After the storm, Cork reopened its harbour.",)
    evidence = articles[items[0].articles[0]]
    assert evidence.published == "2020-01-03" and evidence.publisher == "News"


def test_realtime_qa_takes_what_its_searches_found(tmp_path: Path) -> None:
    file = lines(tmp_path / "20200103_qa.jsonl", {**QUIZ, "evidence": ""})
    story = {
        "title": "Harbours",
        "text": "Cork is open. It rains.",
        "publish_date": "2020/01/02",
        "url": "https://u",
    }
    other = {"title": "Other", "text": "Nothing to see here.", "publish_date": None, "url": "https://v"}
    lines(tmp_path / "20200103_gcs.jsonl", {"question_id": "20200103_0", "search_result": [other, story]})
    _, items, articles = taken(f"realtimeqa:{file}", tmp_path / "out")
    assert len(articles) == 2 and [articles[a].title for a in items[0].articles] == ["Harbours"]
    assert items[0].sentences == ("Cork is open.",)


def message(speaker: str, text: str, **more: Any) -> dict[str, Any]:
    return {"speaker": speaker, "text": text, **more}


def passage(text: str, relevant: str | None = None) -> dict[str, Any]:
    judged = {"feedback": {"relevant": {"someone": {"value": relevant, "timestamp": 1}}}} if relevant else {}
    return {"document_id": text[:5], "title": "T", "text": text, **judged}


def test_mtrags_conversations(tmp_path: Path) -> None:
    messages = [
        message(
            "user",
            "Where is the bridge?",
            enrichments={"Answerability": ["ANSWERABLE"], "Question Type": ["Factoid"]},
        ),
        message(
            "agent",
            "In Safi.",
            contexts=[passage("The bridge is in Safi.", "yes"), passage("Dockers strike.", "no")],
        ),
        message("user", "Who owns it?", enrichments={"Answerability": ["UNANSWERABLE"]}),
        message("agent", "I don't know.", contexts=[]),
        message("user", "Thanks!", enrichments={"Answerability": ["CONVERSATIONAL"]}),
        message("agent", "You're welcome."),
    ]
    folder = tmp_path / "mtrag-human"
    (folder / "conversations").mkdir(parents=True)
    (folder / "conversations" / "conversations.json").write_text(
        json.dumps([{"author": "x", "messages": messages}])
    )
    lines(
        folder / "corpora" / "passage_level" / "clapnq.jsonl", {"id": "p", "title": "", "text": "Ducks swim."}
    )
    prepared, items, articles = taken(f"mtrag:{folder}", tmp_path / "out")
    assert [(i.question, i.answers, i.kind) for i in items] == [
        ("Where is the bridge?", ("In Safi.",), "factoid"),
        ("Who owns it?", (), "follow_up"),
    ]
    assert len({item.conversation for item in items}) == 1
    assert [articles[a].text.split("\n")[-1] for a in items[0].articles] == ["The bridge is in Safi."]
    assert len(articles) == 3 and "1 turns ask nothing" in prepared.notices[0]


def test_mtrags_generation_tasks_are_turns_of_one_chat(tmp_path: Path) -> None:
    def task(turn: int, question: str, **more: Any) -> dict[str, Any]:
        said = [message("user", "Where is the bridge?"), message("agent", "In Safi.")] if turn > 1 else []
        asked = {
            "conversation_id": "c",
            "task_id": f"c<::>{turn}",
            "turn": turn,
            "input": [*said, message("user", question)],
        }
        return {
            **asked,
            "contexts": [passage(PONT)],
            "targets": [message("agent", "In 1931.")],
            "Multi-Turn": float("nan"),
            **more,
        }

    # Out of order, with NaN, as published.
    file = lines(
        tmp_path / "reference.jsonl", task(2, "When was it opened?"), task(1, "Where is the bridge?")
    )
    _, items, articles = taken(f"mtrag:{file}", tmp_path / "out")
    assert [item.question for item in items] == ["Where is the bridge?", "When was it opened?"]
    assert {item.conversation for item in items} == {"c"} and len(articles) == 1


def test_known_item_search_leaves_what_is_asked_out_of_the_corpus(tmp_path: Path) -> None:
    rows = [
        {
            "id": n,
            "date": "2020-07-02",
            "title": f"Titre {n}",
            "heading": f"Chapeau {n}",
            "text": f"Corps {n}. Suite.",
        }
        for n in range(4)
    ]
    _, items, articles = taken(f"news:{lines(tmp_path / 'press.jsonl', *rows)}", tmp_path / "out")
    assert [item.question for item in items] == ["Titre 0", "Chapeau 1", "Titre 2", "Chapeau 3"]
    assert [item.kind for item in items] == ["title", "heading"] * 2
    assert all("Titre" not in article.text and "Chapeau" not in article.text for article in articles.values())
    assert {article.published for article in articles.values()} == {"2020-07-02"}
    assert [articles[i.articles[0]].text for i in items][1] == "Corps 1. Suite."


def test_a_sample_is_drawn_by_seed_and_keeps_all_articles(tmp_path: Path) -> None:
    rows = [
        {"context": f"Passage {n} says {n}.", "question": f"{n}?", "answers": [str(n)]} for n in range(50)
    ]
    file = lines(tmp_path / "many.jsonl", *rows)
    drawn, items, articles = taken(f"squad:{file}", tmp_path / "out", limit=10, seed=3)
    assert len(items) == 10 and len(articles) == 50
    assert [int(i.question[:-1]) for i in items] == sorted(int(i.question[:-1]) for i in items)
    before = drawn.items_path.read_bytes()
    again, same, _ = taken(f"squad:{file}", tmp_path / "out", limit=10, seed=3)
    assert again == drawn and same == items and drawn.items_path.read_bytes() == before
    assert taken(f"squad:{file}", tmp_path / "out", limit=10, seed=4)[1] != items
    assert len(taken(f"squad:{file}", tmp_path / "out", limit=99)[1]) == 50


def test_what_is_made_is_a_set_that_knows_its_articles(tmp_path: Path) -> None:
    file = lines(tmp_path / "piaf.jsonl", {"context": PONT, "question": "Quand ?", "answers": ["1931"]})
    prepared = read(f"squad:{file}", tmp_path / "out")
    made = load_set(prepared.items_path)
    assert [folder.resolve() for folder in made.corpus] == [prepared.articles_folder.resolve()]
    assert len(made.items) == 1


ROW = {"context": PONT, "question": "Quand ?", "answers": ["1931"]}


@pytest.mark.parametrize(
    ("adapter", "content", "complaint"),
    [
        ("squad", "{", "x.jsonl, line 1: not JSON"),
        ("squad", json.dumps(ROW) + "\n[]\n", "x.jsonl, line 2: not a JSON object"),
        ("squad", json.dumps({**ROW, "context": ""}), "line 1: the field 'context' is not a text"),
        ("squad", json.dumps({"context": PONT, "answers": []}), "line 1: the field 'question' is missing"),
        ("squad", json.dumps({"context": PONT, "question": "?"}), "line 1: the field 'answers' is missing"),
        ("squad", json.dumps({**ROW, "answers": [7]}), "an answer is neither a text"),
        ("squad", "", "no question"),
        ("afriqa", json.dumps({**ROW, "answer_pivot": "1931"}), "'answer_pivot' is not an object"),
        ("realtimeqa", json.dumps({**QUIZ, "answer": ["3"]}), "must number one of its 3 choices"),
        ("realtimeqa", json.dumps({**QUIZ, "choices": None}), "'choices' is missing"),
        ("mtrag", json.dumps({"text": "?"}), "neither a conversation with 'messages' nor a task"),
        ("mtrag", json.dumps({"messages": [{"text": "?"}]}), "messages[0]: the field 'speaker' is missing"),
        ("news", json.dumps({"title": "T"}), "line 1: the field 'text' is missing"),
        ("news", json.dumps({"text": "T"}), "no article has a 'title'"),
        ("beir", "", "is not a folder"),
    ],
)
def test_a_malformed_file_is_one_sentence_naming_file_and_place(
    tmp_path: Path, adapter: str, content: str, complaint: str
) -> None:
    (tmp_path / "x.jsonl").write_text(content)
    with pytest.raises(UsageError) as caught:
        read(f"{adapter}:{tmp_path / 'x.jsonl'}", tmp_path / "out")
    assert complaint in str(caught.value) and "x.jsonl" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_malformed_nested_file_names_the_place_in_it(tmp_path: Path) -> None:
    whole = nested()
    del whole["data"][0]["paragraphs"][1]["qas"][0]["question"]
    (tmp_path / "f.json").write_text(json.dumps(whole))
    with pytest.raises(
        UsageError, match=r"data\[0\]\.paragraphs\[1\]\.qas\[0\]: the field 'question' is missing"
    ):
        read(f"squad:{tmp_path / 'f.json'}", tmp_path / "out")
    (tmp_path / "f.json").write_text('{"data": [\n{"paragraphs": }]}')
    with pytest.raises(UsageError, match=r"f\.json, line 2: not JSON"):
        read(f"squad:{tmp_path / 'f.json'}", tmp_path / "out")
    (tmp_path / "f.json").write_bytes(b'{"data": ["\xe9"]}')
    with pytest.raises(UsageError, match=r"f\.json: it isn't whole UTF-8"):
        read(f"squad:{tmp_path / 'f.json'}", tmp_path / "out")


@pytest.mark.parametrize(
    ("qrels", "complaint"),
    [("q1\td1\t1\nq1 d1\n", r"test\.tsv, line 2: not a query"), ("h\th\th\nq9\td1\t1\n", "no question")],
)
def test_malformed_judgements(tmp_path: Path, qrels: str, complaint: str) -> None:
    with pytest.raises(UsageError, match=complaint):
        read(f"beir:{beir(tmp_path / 'b', qrels)}", tmp_path / "out")


def test_beir_folders_that_lack_a_file(tmp_path: Path) -> None:
    folder = beir(tmp_path / "b", "q1\td1\t1")
    (folder / "qrels" / "test.tsv").unlink()
    with pytest.raises(UsageError, match=r"no qrels/test\.tsv"):
        read(f"beir:{folder}", tmp_path / "out")
    (folder / "corpus.jsonl").unlink()
    with pytest.raises(UsageError, match=r"no corpus\.jsonl"):
        read(f"beir:{folder}", tmp_path / "out")


@pytest.mark.parametrize("spec", ["piaf.json", "quac:x.json", "squad:", "squad:nowhere.json"])
def test_a_spec_that_names_nothing_says_what_there_is(tmp_path: Path, spec: str) -> None:
    with pytest.raises(UsageError, match="exist" if "nowhere" in spec else "mtrag:FILE or FOLDER"):
        read(spec, tmp_path)
    assert set(ADAPTERS) == {"squad", "afriqa", "beir", "realtimeqa", "mtrag", "news"}


def test_a_limit_of_none_is_refused(tmp_path: Path) -> None:
    file = lines(tmp_path / "a.jsonl", ROW)
    with pytest.raises(UsageError, match="--limit 0"):
        read(f"squad:{file}", tmp_path / "out", limit=0)


def test_a_large_corpus_is_cut_into_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eval.adapters._SHARD", 200)
    rows = [{"context": f"Passage {n} says {n}.", "question": f"{n}?", "answers": [str(n)]} for n in range(9)]
    prepared, items, articles = taken(f"squad:{lines(tmp_path / 'm.jsonl', *rows)}", tmp_path / "out")
    assert len(list(prepared.articles_folder.iterdir())) > 2
    assert all(item.answers[0] in articles[item.articles[0]].text for item in items)


@pytest.mark.parametrize("name", ["piaf-fr.jsonl", "afriqa-fr.jsonl"])
def test_shared_data_reads_whole(shared: Path, tmp_path: Path, name: str) -> None:
    adapter = "afriqa" if "afriqa" in name else "squad"
    _, items, articles = taken(f"{adapter}:{shared / 'data' / name}", tmp_path, limit=100)
    assert len(items) == 100 and len(articles) > 400
    assert {item.language for item in items} == {"fr"}
    assert all(item.sentences for item in items)
