"""The conversations of an owner: a list to choose from, to rename and to delete in."""

from __future__ import annotations

from collections.abc import Sequence

from page.conversations import Heading
from page.escape import inert, inert_line
from page.texts import Texts


def view(headings: Sequence[Heading], current: str, search: str, texts: Texts) -> str:
    """The list; the conversation ``current`` stands out."""
    if not headings:
        said = texts("history.none" if search.strip() else "history.empty")
        return f'<p class="blank">{inert(said)}</p>'
    return f'<ul class="headings">{"".join(_item(one, one.id == current, texts) for one in headings)}</ul>'


def _item(heading: Heading, on: bool, texts: Texts) -> str:
    title = inert_line(heading.title)
    id = inert(heading.id)
    acts = "".join(
        f'<button type="button" class="act" data-do="{name}" data-conversation="{id}" '
        f'aria-label="{inert(texts(f"history.{name}"))} : {title}" title="{inert(texts(f"history.{name}"))}">'
        f'<svg aria-hidden="true" viewBox="0 0 20 20"><path d="{path}"/></svg></button>'
        for name, path in (("rename", _PEN), ("delete", _BIN))
    )
    current = ' aria-current="true"' if on else ""
    return (
        f'<li class="heading" data-title="{title}"><button type="button" class="go" data-do="switch" '
        f'data-conversation="{id}"{current}><bdi>{title}</bdi>'
        f"<small>{inert(texts.count('history.questions', heading.questions))}</small></button>"
        f'<span class="acts">{acts}</span></li>'
    )


_PEN = "M3.5 16.5l.8-3.6 8.7-8.7 2.8 2.8-8.7 8.7zM11.2 6l2.8 2.8"
_BIN = "M4 6h12M8.2 6V4h3.6v2M5.5 6l.8 10.5h7.4L14.5 6M8.5 9v4.5M11.5 9v4.5"
