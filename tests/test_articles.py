"""Files of every kind, good and bad, become articles or say plainly why not."""

from __future__ import annotations

import gzip
import json
import os
import zipfile
from pathlib import Path

import docx
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from index.articles import Article, date_range, find_files, read_file
from index.dates import parse_published
from index.errors import UnreadableFile, UsageError
from index.sentences import sentences

LIMIT = 1_000_000
BODY = "Le Maroc abrite la réunion de la Coalition mondiale. Elle se tient le 11 mai à Marrakech.\n"


def read_all(file: Path, max_bytes: int = LIMIT) -> list[Article | UnreadableFile]:
    return list(read_file(file, file.name, max_bytes))


def read_one(file: Path, content: bytes | str | None = None) -> Article:
    if content is not None:
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    [article] = read_all(file)
    assert isinstance(article, Article), article
    return article


def reason(file: Path, content: bytes | str | None = None, max_bytes: int = LIMIT) -> str:
    if content is not None:
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    [error] = read_all(file, max_bytes)
    assert isinstance(error, UnreadableFile), error
    assert error.path == file.name and "\n" not in error.reason
    return error.reason


def cited(article: Article) -> list[str]:
    return [article.text[a:b] for a, b in sentences(article.text, article.masked)]


def pdf(file: Path, *pages: str, title: str | None = None, password: str | None = None) -> Path:
    lock = StandardEncryption(password, strength=40) if password else None
    canvas = Canvas(str(file), encrypt=lock)
    if title:
        canvas.setTitle(title)
    for page in pages:
        for row, line in enumerate(page.split("\n")):
            canvas.drawString(50, 800 - 15 * row, line)
        canvas.showPage()
    canvas.save()
    return file


# Plain text


def test_text_is_kept_to_the_last_character(tmp_path: Path) -> None:
    content = "Un titre sans point\r\n\r\nPremière phrase.\u00a0 Deuxième\tphrase.\r\n\n"
    article = read_one(tmp_path / "a.txt", content)
    assert article.text == content
    assert (article.id, article.format, article.encoding, article.language) == ("a.txt", "txt", "utf-8", "fr")
    assert article.title == "Un titre sans point"
    assert cited(article) == ["Un titre sans point", "Première phrase.", "Deuxième\tphrase."]
    assert (article.published, article.notices) == (None, ())


@pytest.mark.parametrize(
    ("content", "title"),
    [
        ("Un titre\n" + BODY, "Un titre"),
        ("\n  Un titre  \n\n" + BODY, "Un titre"),
        ("Qui viendra à Rabat ?\n\n" + BODY, "Qui viendra à Rabat ?"),
        (BODY, None),
        ("Une phrase entière.\n" + BODY, None),
        ("Le secrétaire d'État Antony\nBlinken arrive à Rabat ce mardi.\n", "Le secrétaire d'État Antony"),
        ("Le ministre a dit que tous étaient\nd'accord. Il est parti.\n", None),
        ("Un titre seul", None),
        ("x" * 201 + "\n\n" + BODY, None),
        ("un-deux-trois-quatre\n\n" + BODY, None),
        (" date 2022-05 " + BODY, None),
        (" date 2022-05 \nUn titre\n\n" + BODY, "Un titre"),
    ],
)
def test_the_first_line_is_a_title_if_it_looks_like_one(
    tmp_path: Path, content: str, title: str | None
) -> None:
    assert read_one(tmp_path / "a.txt", content).title == title


def test_date_head_is_the_date_and_is_not_cited(tmp_path: Path) -> None:
    article = read_one(tmp_path / "a.txt", " date 2022-05 " + BODY)
    assert article.published == "2022-05"
    assert article.text.startswith(" date 2022-05 Le Maroc")
    assert article.masked == ((0, 14),)
    assert cited(article)[0] == "Le Maroc abrite la réunion de la Coalition mondiale."
    assert read_one(tmp_path / "b.txt", " date 2022-05-11 " + BODY).published == "2022-05-11"
    wrong = read_one(tmp_path / "c.txt", " date 2022-13 " + BODY)
    assert wrong.published is None and "2022-13" in wrong.notices[0]
    assert read_one(tmp_path / "d.txt", BODY + " date 2022-05 Suite.").published is None


def test_encodings(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    western = read_one(file, ("« " + BODY + " » coûte 12 €").encode("cp1252"))
    assert western.text.endswith("coûte 12 €")
    assert (western.encoding, western.notices) == ("cp1252", ("read as Windows-1252",))
    for encoding, name in (("utf-8-sig", "utf-8"), ("utf-16", "utf-16-le"), ("utf-32", "utf-32-le")):
        article = read_one(file, BODY.encode(encoding))
        assert (article.text, article.encoding, article.notices) == (BODY, name, ())


def test_damaged_utf8_is_never_replaced_without_a_word(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    article = read_one(file, ("Été à Rabat.\n" + BODY).encode() + b"Fin \xe9tonnante.")
    assert article.text.endswith("Fin \ufffdtonnante.")
    assert "line 3" in article.notices[0]
    assert "UTF-8" in reason(file, ("Réuni à l'été " * 20).encode().replace(b"\xc3\xa9t", b"\xc3t"))
    assert "UTF-8" in reason(file, "Заседание коалиции прошло в Марракеше.".encode("cp1251"))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"\xef\xbb\xbf\xc2\xa0\n", "white space"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "NUL bytes"),
        (bytes(range(1, 32)) * 20, "control characters"),
        (b"%PDF-1.4 \xe2", "PDF"),
        (b"\xff\xfeabc", "UTF-16"),
    ],
)
def test_what_is_not_text(tmp_path: Path, content: bytes, says: str) -> None:
    assert says in reason(tmp_path / "a.txt", content)


def test_size_limit(tmp_path: Path) -> None:
    assert "DOSSIER_MAX_FILE_MB" in reason(tmp_path / "a.txt", "a" * 2001, max_bytes=2000)


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    assert "No such file" in reason(tmp_path / "gone.txt")
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    (tmp_path / "a.txt").write_text(BODY)
    (tmp_path / "a.txt").chmod(0)
    assert "ermission" in reason(tmp_path / "a.txt")


def test_the_body_decides_the_language(tmp_path: Path) -> None:
    article = read_one(tmp_path / "a.txt", "Blinken volverá a viajar a Marruecos el próximo mes\n\n" + BODY)
    assert article.language == "fr"
    texts = {
        "en": "The minister said on Monday that the meeting would be held in Marrakech in May.",
        "es": "El ministro dijo el lunes que la reunión se celebraría en Marrakech en mayo.",
        "ar": "قال الوزير يوم الاثنين إن الاجتماع سيعقد في مراكش في شهر مايو.",
    }
    for language, text in texts.items():
        assert read_one(tmp_path / "b.txt", text).language == language


# Markdown


def test_front_matter(tmp_path: Path) -> None:
    article = read_one(
        tmp_path / "a.md",
        "---\ntitle: 'La réunion : le jour J'\ndate: 2022-05-11\nsource: Le Matin\nauthor: X\nlang: fr-FR\n"
        "url: https://exemple.ma/1\n---\n\n" + BODY + "\n## La suite ##\n\nFin de l'article.\n",
    )
    assert (article.title, article.published) == ("La réunion : le jour J", "2022-05-11")
    assert (article.publisher, article.url, article.language) == ("Le Matin", "https://exemple.ma/1", "fr")
    assert cited(article) == [
        "La réunion : le jour J",
        "Le Maroc abrite la réunion de la Coalition mondiale.",
        "Elle se tient le 11 mai à Marrakech.",
        "La suite",
        "Fin de l'article.",
    ]


def test_markdown_without_front_matter(tmp_path: Path) -> None:
    article = read_one(tmp_path / "a.md", "# Qui viendra ?\n\n" + BODY + "\n---\n\nFin.\n")
    assert article.title == "Qui viendra ?"
    assert cited(article)[0] == "Qui viendra ?"
    assert "---" not in cited(article)
    assert read_one(tmp_path / "b.md", "Un titre\n\n" + BODY).title == "Un titre"
    broken = read_one(tmp_path / "c.md", "---\ntitle: [a\n---\n" + BODY)
    assert "YAML" in broken.notices[0] and broken.title is None
    repeated = read_one(tmp_path / "d.md", "---\ntitle: Le jour J\ndate: 2022-5\n---\n# Le jour J\n" + BODY)
    assert cited(repeated)[0] == "Le jour J" and cited(repeated).count("Le jour J") == 1
    assert repeated.published is None and "2022-5" in repeated.notices[0]


# Web pages

PAGE = """<!DOCTYPE html><html><head><title>Blinken à Rabat - Le Matin</title>%s
<meta property="og:title" content="Blinken à Rabat"><meta property="og:site_name" content="Le Matin">
<link rel="canonical" href="https://lematin.ma/a/1"></head><body><nav><a href="/">Accueil</a></nav>
<article><h1>Blinken à Rabat</h1><p>Le Maroc abrite la réunion. Elle se tient le 11 mai.</p>
<p>Le ministre a longuement parlé de la coalition, à Marrakech, devant quatre-vingts pays et organisations
venus pour la première fois en Afrique, a-t-on appris de source officielle.</p></article>
<footer>© Le Matin 2019. Publié le 3 mars 2018.</footer></body></html>"""


def test_web_page(tmp_path: Path) -> None:
    meta = '<meta property="article:published_time" content="2022-05-11T10:00:00+01:00">'
    article = read_one(tmp_path / "a.html", PAGE % meta)
    assert (article.format, article.encoding, article.language) == ("html", None, "fr")
    assert (article.title, article.publisher) == ("Blinken à Rabat", "Le Matin")
    assert (article.published, article.url) == ("2022-05-11", "https://lematin.ma/a/1")
    assert cited(article)[:3] == [
        "Blinken à Rabat",
        "Le Maroc abrite la réunion.",
        "Elle se tient le 11 mai.",
    ]
    assert "Accueil" not in article.text


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ("", None),
        ('<meta name="date" content="2022-05">', "2022-05"),
        ('<meta name="pubdate" content="2022/05/11">', "2022-05-11"),
        (
            '<script type="application/ld+json">{"@type": "Article", "datePublished": "2022-05-11"}</script>',
            "2022-05-11",
        ),
        ('<meta name="date" content="hier">', None),
    ],
)
def test_a_page_has_the_date_that_it_gives_and_no_other(
    tmp_path: Path, head: str, published: str | None
) -> None:
    article = read_one(tmp_path / "a.htm", PAGE % head)
    assert article.published == published
    assert bool(article.notices) == ("hier" in head)


def test_page_in_an_older_encoding_or_without_an_article(tmp_path: Path) -> None:
    page = (PAGE % '<meta charset="iso-8859-1">').encode("cp1252")
    assert "réunion" in read_one(tmp_path / "a.html", page).text
    assert "no article text" in reason(tmp_path / "b.html", "<html><body><script>1</script></body></html>")
    assert "empty" in reason(tmp_path / "c.html", "")


# PDF


def test_pdf_pages(tmp_path: Path) -> None:
    lines = "Le ministre a dit que tous\nles Alliés étaient"
    article = read_one(
        pdf(tmp_path / "a.pdf", "Un titre en tête\n" + lines, "d'accord. Il est parti.", title="x1")
    )
    assert (article.format, article.title, article.published) == ("pdf", "Un titre en tête", None)
    assert len(article.pages) == 2 and article.pages[0] == 0
    assert article.text[article.pages[1] :].startswith("d'accord")
    found = [" ".join(sentence.split()) for sentence in cited(article)]
    assert found == [
        "Un titre en tête",
        "Le ministre a dit que tous les Alliés étaient d'accord.",
        "Il est parti.",
    ]


def test_pdf_heads_and_feet_are_not_cited(tmp_path: Path) -> None:
    words = ("un", "deux", "trois", "quatre")
    pages = [f"La Gazette\nVoici la page numéro {w}.\nPage {n}" for n, w in enumerate(words, 1)]
    assert cited(read_one(pdf(tmp_path / "a.pdf", *pages))) == [f"Voici la page numéro {w}." for w in words]


def test_pdfs_that_cannot_be_read(tmp_path: Path) -> None:
    good = pdf(tmp_path / "good.pdf", BODY).read_bytes()
    assert "damaged" in reason(tmp_path / "a.pdf", good[:200])
    assert "damaged" in reason(tmp_path / "b.pdf", b"not a PDF at all")
    assert "encrypted" in reason(pdf(tmp_path / "c.pdf", BODY, password="secret"))
    assert "ocrmypdf" in reason(pdf(tmp_path / "d.pdf", "", ""))
    partly = read_one(pdf(tmp_path / "e.pdf", BODY, ""))
    assert "page 2" in partly.notices[0]


# Word


def test_word_document(tmp_path: Path) -> None:
    document = docx.Document()
    document.core_properties.title = "La réunion de Marrakech"
    document.add_paragraph(BODY)
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Pays", "80"
    document.add_paragraph("Fin.")
    document.save(str(tmp_path / "a.docx"))
    article = read_one(tmp_path / "a.docx")
    assert (article.format, article.title) == ("docx", "La réunion de Marrakech")
    assert article.published is None  # the file's own creation date is not the article's
    assert cited(article)[0] == "La réunion de Marrakech"
    assert cited(article)[-2:] == ["Pays | 80", "Fin."]


def test_word_documents_that_cannot_be_read(tmp_path: Path) -> None:
    assert "isn't a Word document" in reason(tmp_path / "a.docx", BODY)
    assert "old .doc" in reason(tmp_path / "b.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600)
    docx.Document().save(str(tmp_path / "c.docx"))
    assert "no text" in reason(tmp_path / "c.docx")
    with zipfile.ZipFile(tmp_path / "d.docx", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("word/document.xml", b" " * 3_000_000)
    assert "unpacks" in reason(tmp_path / "d.docx", max_bytes=100_000)


# JSON lines


def test_json_lines(tmp_path: Path) -> None:
    rows = [
        {"id": 7, "title": "Un titre", "heading": "Un chapeau.", "text": BODY, "date": "2022-05-11T08:00:00Z",
         "publisher": "AFP", "url": "https://a.fr"},
        {"text": BODY, "date": "le 11 mai"},
    ]  # fmt: skip
    content = "\ufeff" + "\n\n".join(json.dumps(row) for row in rows)
    (tmp_path / "a.jsonl").write_bytes(content.encode())
    with gzip.open(tmp_path / "a.jsonl.gz", "wb") as zipped:
        zipped.write(content.encode())
    for name in ("a.jsonl", "a.jsonl.gz"):
        first, second = read_all(tmp_path / name)
        assert isinstance(first, Article) and isinstance(second, Article)
        assert first.text == "Un titre\n\nUn chapeau.\n\n" + BODY
        assert (first.id, first.title, first.published) == (f"{name}/7", "Un titre", "2022-05-11")
        assert (first.publisher, first.url, first.format, first.encoding) == (
            "AFP",
            "https://a.fr",
            "jsonl",
            None,
        )
        assert (second.id, second.title, second.published, second.text) == (f"{name}/3", None, None, BODY)
        assert "le 11 mai" in second.notices[0]


def test_bad_lines_do_not_stop_the_others(tmp_path: Path) -> None:
    good = json.dumps({"id": "a", "text": BODY}).encode()
    bad = [b"{", b"[1]", b'{"title": "x"}', b'{"text": " "}', b'{"text": 3}', b'{"text": "\xe9t\xe9"}', good]
    bad += [b'{"text": "' + b"x" * 3000 + b'"}', b"[" * 1500]
    (tmp_path / "a.jsonl").write_bytes(
        b"\n".join([good, *bad, b'{"text": "Fin de la liste.\\u0000\\ud800"}'])
    )
    found = read_all(tmp_path / "a.jsonl", max_bytes=2000 * 10)
    errors = [item for item in found if isinstance(item, UnreadableFile)]
    articles = [item for item in found if isinstance(item, Article)]
    assert [error.path for error in errors] == [f"a.jsonl:line {n}" for n in (2, 3, 4, 5, 6, 7, 8, 10)]
    assert "line 1" in errors[6].reason
    assert articles[-1].text == "Fin de la liste.\ufffd\ufffd" and articles[-1].notices


def test_a_zip_bomb_is_stopped(tmp_path: Path) -> None:
    for number, line in enumerate((b"x" * 100_000, b'{"text": "Une phrase."}\n' * 20_000)):
        file = tmp_path / f"{number}.jsonl.gz"
        with gzip.open(file, "wb") as zipped:
            for _ in range(20):
                zipped.write(line)
        last = read_all(file, max_bytes=max(10_000, file.stat().st_size))[-1]
        assert isinstance(last, UnreadableFile) and "unpacks to over 20 times" in last.reason


def test_damaged_gzip_and_empty_json_lines(tmp_path: Path) -> None:
    whole = gzip.compress(b"".join(b'{"text": "Phrase %d."}\n' % n for n in range(5000)))
    (tmp_path / "a.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    found = read_all(tmp_path / "a.jsonl.gz")
    assert isinstance(found[0], Article)
    assert isinstance(found[-1], UnreadableFile) and "gzip is damaged" in found[-1].reason
    assert "gzip is damaged" in reason(tmp_path / "b.jsonl.gz", b"no gzip")
    assert "empty" in reason(tmp_path / "c.jsonl", b"")
    assert "none of its lines" in reason(tmp_path / "d.jsonl", b"\n\n")
    assert "UTF-16" in reason(tmp_path / "e.jsonl", '{"text": "a"}'.encode("utf-16"))


# Folders


def test_find_files(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    folder = tmp_path / "folder"
    (folder / "b" / "c").mkdir(parents=True)
    (folder / ".hidden").mkdir()
    outside.mkdir()
    for name in (
        "b/c/é.txt",
        "b/Z.TXT",
        "a.pdf",
        "x.png",
        "x.txt.gz",
        "y.jsonl.gz",
        ".s.txt",
        ".hidden/h.txt",
    ):
        (folder / name).write_text(BODY)
    (outside / "o.txt").write_text(BODY)
    (folder / "loop").symlink_to(folder)
    (folder / "out").symlink_to(outside)
    (folder / "out.txt").symlink_to(outside / "o.txt")
    (folder / "in.txt").symlink_to(folder / "b" / "Z.TXT")
    (folder / "broken.txt").symlink_to(folder / "nothing")
    os.mkfifo(folder / "pipe.txt")
    found = find_files(folder)
    assert [name for name, _ in found] == ["a.pdf", "b/Z.TXT", "b/c/é.txt", "in.txt", "y.jsonl.gz"]
    assert all(file.is_file() for _, file in found)
    assert [name for name, _ in find_files(folder / "b" / "Z.TXT")] == ["Z.TXT"]


def test_find_files_says_what_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nowhere"):
        find_files(tmp_path / "nowhere")
    (tmp_path / "x.png").write_bytes(b"x")
    with pytest.raises(UsageError, match=r"x\.png.*\.txt"):
        find_files(tmp_path / "x.png")
    assert find_files(tmp_path) == []


# Dates


@pytest.mark.parametrize(
    ("given", "published"),
    [
        ("2022-05-11", "2022-05-11"),
        (" 2022-05-11T10:00:00Z ", "2022-05-11"),
        ("2022-05-11 10:00", "2022-05-11"),
        ("2022-05", "2022-05"),
        ("2022", "2022"),
        (2022, "2022"),
        ("2024-02-29", "2024-02-29"),
        ("2022-02-29", None),
        ("2022-13", None),
        ("0000-01", None),
        ("11/05/2022", None),
        ("2022-05-11x", None),
        (True, None),
        (None, None),
    ],
)
def test_parse_published(given: object, published: str | None) -> None:
    assert parse_published(given) == published


def test_date_range() -> None:
    assert date_range("2022-05-11") == (20220511, 20220511)
    assert date_range("2024-02") == (20240201, 20240229)
    assert date_range("2022") == (20220101, 20221231)
    assert date_range(None) is None
