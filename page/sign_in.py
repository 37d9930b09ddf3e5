"""The page that asks for a user and a password, where the page is served beyond this machine."""

from __future__ import annotations

from functools import cache
from http.cookies import CookieError, SimpleCookie
from importlib.resources import files
from typing import Any

from page.escape import inert
from page.texts import load


@cache
def view(language: str) -> str:
    """The whole page, complete in itself: nothing else may be fetched before signing in."""
    texts = load(language)
    page = files("page")
    css = "\n".join((page / name).read_text("utf-8") for name in ("page.css", "sign_in.css"))
    fields = "".join(
        f'<label>{inert(texts(f"sign_in.{name}"))}<input name="{name}" type="{kind}" required '
        f'autocomplete="{complete}" autocapitalize="none" spellcheck="false"{first}></label>'
        for name, kind, complete, first in (
            ("username", "text", "username", " autofocus"),
            ("password", "password", "current-password", ""),
        )
    )
    return (
        f'<!DOCTYPE html><html lang="{texts.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{inert(texts('page.title'))}</title><style>{css}</style></head><body><main>"
        f"<h1>{inert(texts('page.title'))}</h1><p>{inert(texts('sign_in.why'))}</p>"
        f'<form method="post" data-wrong="{inert(texts("sign_in.wrong"))}" '
        f'data-lost="{inert(texts("page.lost"))}">{fields}'
        f'<p role="alert"></p><button>{inert(texts("sign_in.send"))}</button></form></main>'
        f"<script>{(page / 'sign_in.js').read_text('utf-8')}</script></body></html>"
    )


def signed_in(app: Any, cookies: bytes) -> bool:
    """Whether a Cookie header holds a token that ``app``, Gradio's, gave out at signing in."""
    try:
        jar = SimpleCookie(cookies.decode("latin-1"))
    except CookieError:
        return False
    names = (f"access-token-{app.cookie_id}", f"access-token-unsecure-{app.cookie_id}")
    return any(name in jar and jar[name].value in app.tokens for name in names)
