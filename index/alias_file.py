"""The user's own file of names (the setting ``aliases``), read strictly; how forms are written."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from index.errors import UsageError
from index.folding import fold_words

Kind = Literal["person", "place", "organisation", "other"]

# The sections that a user's file may have; people stand in no file that comes along.
USER_SECTIONS: dict[str, Kind] = {
    "countries": "place",
    "cities": "place",
    "regions": "place",
    "organisations": "organisation",
    "people": "person",
    "demonyms": "other",
}
_LISTS = ("cased", "given", "dropped")


def read_aliases(file: Path) -> dict[str, Any]:
    """A user's file of names: the sections of ``aliases.toml`` and [people], each optional.

    Raises UsageError where it can't be read, is no TOML, or holds what the table doesn't.
    """
    shown = "write it as index/aliases.toml is"
    try:
        table = tomllib.loads(file.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise UsageError(
            f"{file} can't be read ({error.strerror}): set DOSSIER_ALIASES to a file."
        ) from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{file} isn't UTF-8 text: save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{file} isn't TOML ({error}): {shown}.") from error
    for section, lines in table.items():
        if section in _LISTS:
            lines = {section: lines}
        elif section not in USER_SECTIONS:
            known = ", ".join((*USER_SECTIONS, *_LISTS))
            raise UsageError(f"{file} has {section!r}, which is no part of the table: it may have {known}.")
        elif not isinstance(lines, dict):
            raise UsageError(f"{file}: {section!r} is no section: write [{section}] above its lines.")
        for id, forms in lines.items():
            if not isinstance(forms, str) or not all(fold_words(form) for form in split_forms(forms)):
                raise UsageError(f'{file}: {id!r} is {forms!r}: give its forms as a text, "Daech | ISIS".')
    return table


def split_forms(forms: str) -> list[str]:
    return [written.strip() for form in forms.split("|") for written in _expanded(form)]


def _expanded(form: str) -> Iterator[str]:
    """What "(a/b/) c" stands for: "a c", "b c" and "c"."""
    choice = re.search(r"\(([^)]*)\)", form)
    if choice is None:
        yield form
        return
    for option in choice[1].split("/"):
        yield from _expanded(form[: choice.start()] + option + form[choice.end() :])
