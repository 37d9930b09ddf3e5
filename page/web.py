"""Which addresses may become links."""

from __future__ import annotations

from urllib.parse import urlsplit


def on_the_web(url: str) -> bool:
    """Whether ``url`` leads to a page on the web, and is no script or data."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
