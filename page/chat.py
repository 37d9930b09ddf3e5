"""Gradio's chat, with questions shown as they were typed. Imports Gradio, which takes seconds."""

from __future__ import annotations

from typing import Any, Literal

import gradio as gr

from page.escape import inert


class Chat(gr.ChatInterface):
    """A ChatInterface that takes no markup from people.

    Gradio puts messages into the page as HTML, cleaned but not escaped, even with ``render_markdown``
    off: an ``<img>`` that somebody pastes would be drawn, and its picture fetched. Only what is shown
    is changed; the chat function gets the question as it was typed.
    """

    def _message_as_message_dict(self, message: Any, role: Literal["user", "assistant"]) -> Any:
        messages = super()._message_as_message_dict(message, role)
        if role == "user":
            for shown in messages:
                content = shown["content"]
                parts = content if isinstance(content, list) else [content]
                shown["content"] = [inert(part) if isinstance(part, str) else part for part in parts]
        return messages
