"""The commands by which people keep a library in order: ``dossier correct | remove | feedback``."""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path
from typing import Annotated, Optional

import typer

from index.errors import LibraryError, UsageError
from lines import LibraryOption, settings_of

app = typer.Typer()


@app.command()
def correct(
    article: Annotated[str, typer.Argument(help="The article's id, as citations name it.")],
    title: Annotated[Optional[str], typer.Option(help='Another title; "" for none.')] = None,  # noqa: UP045
    day: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--date", help="Another date: 2022, 2022-05, 2022-05-11 or unknown."),
    ] = None,
    back: Annotated[bool, typer.Option("--reset", help="What the file says counts again.")] = False,
    library: LibraryOption = None,
) -> None:
    """Correct an article's title or date in the library; the file stays as it is, and no sync undoes it."""
    from index.corrections import Field, checked_date, checked_title
    from index.edits import correct as correct_article
    from index.edits import reset
    from index.encoder import load_encoder

    if back == (title is not None or day is not None):
        raise UsageError("Give a --title or a --date, or --reset alone.")
    settings = settings_of(library)
    encoder = partial(load_encoder, settings, lambda message: print(message, file=sys.stderr))
    if back:
        after = reset(settings.library, article, settings=settings, encoder=encoder)
    else:
        values: dict[Field, str | None] = {}
        if title is not None:
            values["title"] = checked_title(title)
        if day is not None:
            values["published"] = checked_date(day)
        after = correct_article(settings.library, article, values, settings=settings, encoder=encoder)
    print(f"{after.id}: {after.title or 'no title'}, {after.published or 'date unknown'}.")


@app.command()
def remove(
    articles: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Argument(metavar="[ARTICLE…]", help="Their ids; none: list what was removed."),
    ] = None,
    back: Annotated[bool, typer.Option("--restore", help="Bring them back instead.")] = False,
    library: LibraryOption = None,
) -> None:
    """Take articles out of the library; their files stay, and no sync brings them back."""
    from index import edits
    from index.corrections import removed_articles
    from index.encoder import load_encoder

    settings = settings_of(library)
    if not articles:
        if back:
            raise UsageError(
                "Name the articles to bring back: `dossier remove` lists those that were removed."
            )
        for one in removed_articles(settings.library):
            print(" — ".join(part for part in (one.article, one.title, one.published) if part))
    elif back:
        encoder = partial(load_encoder, settings, lambda message: print(message, file=sys.stderr))
        for article in articles:
            edits.restore(settings.library, article, settings=settings, encoder=encoder)
            print(f"{article} is back in the library.")
    else:
        count = edits.remove(settings.library, articles)
        print(f"{count} taken out of the library; the files are untouched.")


@app.command()
def feedback(
    to_eval: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--to-eval", metavar="FILE.jsonl", help="Write it as evaluation items."),
    ] = None,
    library: LibraryOption = None,
) -> int:
    """What readers said of answers on the page, as JSON lines; or as a question set for `dossier eval`."""
    from page.database import FILE
    from page.feedback import Feedback
    from page.lessons import items, saying

    folder = settings_of(library).library
    if not (folder / FILE).exists():
        raise LibraryError(f"Nobody has given feedback in {folder} yet: it is given on the page.")
    with Feedback(folder / FILE) as kept:
        judged = kept.all()
    if to_eval is None:
        for one in judged:
            print(json.dumps(one.to_json(), ensure_ascii=False))
        return 0
    made, left = items(judged, saying(folder))
    for sentence in left:
        print(sentence, file=sys.stderr)
    try:
        with to_eval.open("w", encoding="utf-8", newline="\n") as out:
            out.writelines(json.dumps(item, ensure_ascii=False) + "\n" for item in made)
    except OSError as error:
        raise UsageError(f"{to_eval} can't be written ({error.strerror}): name another file.") from error
    print(f"{len(made)} items in {to_eval}.", file=sys.stderr)
    return 0 if made else 1
