"""How the page looks: Gradio's theme reduced to the system's fonts and our colours, our CSS, our script."""

from __future__ import annotations

from importlib.resources import as_file, files
from typing import Any

import gradio as gr
from gradio.themes.utils.fonts import Font

SANS = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "DejaVu Sans", "sans-serif")
# In this order: what comes later may overrule what came before.
STYLES = ("page.css", "side.css", "talk.css", "evidence.css", "above.css", "narrow.css")
SCRIPTS = ("page.js", "reading.js", "keeping.js")  # in this order: the first begins, the others add to it
MONO = ("ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "DejaVu Sans Mono", "monospace")


def theme() -> Any:
    """A Gradio theme that fetches no font. The colours are custom properties of ``page.css``."""
    colours = {
        "body_background_fill": "var(--paper)",
        "body_text_color": "var(--ink)",
        "body_text_color_subdued": "var(--quiet)",
        "background_fill_primary": "var(--paper)",
        "background_fill_secondary": "var(--paper)",
        "block_background_fill": "transparent",
        "block_border_color": "var(--rule)",
        "border_color_primary": "var(--rule)",
        "border_color_accent": "var(--accent)",
        "color_accent_soft": "var(--tint)",
        "color_accent": "var(--accent)",
        "link_text_color": "var(--accent)",
        "input_background_fill": "var(--card)",
        "input_border_color": "var(--rule)",
        "input_border_color_focus": "var(--accent)",
        "input_placeholder_color": "var(--quiet)",
        "button_primary_background_fill": "var(--accent)",
        "button_primary_text_color": "var(--paper)",
    }
    base = gr.themes.Base(font=[Font(name) for name in SANS], font_mono=[Font(name) for name in MONO])
    names = set(dir(base))
    both = colours | {f"{name}_dark": value for name, value in colours.items() if f"{name}_dark" in names}
    return base.set(**both, block_border_width="0px", block_shadow="none")


def head() -> str:
    """Style and script for the page's ``<head>``: in place before anything is drawn."""
    page = files("page")
    css, js = ("\n".join((page / name).read_text("utf-8") for name in names) for names in (STYLES, SCRIPTS))
    return f"<style>{css}</style><script>{js}</script>"


def icon() -> str:
    """The file name of the page's icon."""
    with as_file(files("page") / "icon.svg") as path:
        return str(path)
