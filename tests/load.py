"""How the page holds up: ``python -m tests.load`` serves it, opens it in a browser and lets sessions ask.

Not a test: it takes minutes and a calm machine. Each session asks over the queue, as the page's script does.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.chromium import CHROMIUM, FLAGS, ROOT

QUESTIONS = (
    "Quand a eu lieu la réunion de Marrakech ?", "Qui représentait le Maroc à Washington ?",
    "En quelle année la coalition a-t-elle été créée ?", "Qui conduisait la délégation américaine à Rabat ?",
    "Combien de membres compte la coalition ?", "Where was the meeting of May 2022 held?",
    "When was the coalition created?", "Que faire des prisonniers ?", "Qui a gagné le championnat ?",
)  # fmt: skip


@dataclass
class Asked:
    """Seconds each question took, and what went wrong."""

    seconds: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


@contextmanager
def served(library: Path) -> Iterator[tuple[str, float]]:
    """The page in a process of its own, with the reader alone: its address, and seconds until it said it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DOSSIER_LLM")}
    command = [sys.executable, str(ROOT / "app.py"), "--library", str(library), "--port", "0"]
    began = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env=kept, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    try:
        for line in process.stderr:
            if line.startswith("Dossier is at "):
                address = line.split()[3]
                break
        else:
            raise SystemExit(f"The page ended with exit code {process.wait()}: see what it wrote above.")
        threading.Thread(target=process.stderr.read, daemon=True).start()  # so that its pipe never fills
        yield address, time.perf_counter() - began
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()


def interactive(address: str) -> float:
    """Seconds from opening the page in a fresh browser until a typed word stands in the question's field."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, headless=True, args=list(FLAGS))
        tab = browser.new_context(locale="fr-FR").new_page()
        began = time.perf_counter()
        tab.goto(address, wait_until="commit")
        tab.get_by_label("Question", exact=True).fill("Quand ?", timeout=60_000)
        took = time.perf_counter() - began
        browser.close()
    return took


async def load(address: str, sessions: int, every: float, seconds: float) -> Asked:
    """``sessions`` ask each ``every`` seconds, begun one after the other, for ``seconds``."""
    import httpx

    asked = Asked()
    async with httpx.AsyncClient(base_url=address, timeout=60) as client:
        parts = (await client.get("config")).json()["dependencies"]
        event = next(one["id"] for one in parts if any(name == "ask_question" for _, name in one["targets"]))

        async def session(number: int) -> None:
            await asyncio.sleep(number * every / sessions)
            ends, conversation, at = time.perf_counter() + seconds, "", 0
            while (began := time.perf_counter()) < ends:
                question = QUESTIONS[(number + at) % len(QUESTIONS)]
                at += 1
                told = {"question": question, "conversation": conversation, "language": "fr", "ticket": at}
                reply = await _ask(client, event, told, f"load{number}x{at}")
                asked.seconds.append(time.perf_counter() - began)
                conversation = str(reply.get("conversation", conversation))
                if reply.get("failed"):
                    asked.failed.append(f"{question} {reply['failed']}")
                await asyncio.sleep(max(0.0, every - (time.perf_counter() - began)))

        await asyncio.gather(*(session(number) for number in range(sessions)))
    return asked


async def _ask(client: Any, event: int, told: dict[str, Any], name: str) -> dict[str, Any]:
    """One question; ``failed`` says why there is no answer."""
    body = {"data": [], "fn_index": event, "session_hash": name, "event_data": told}
    merged: dict[str, Any] = {}
    joined = await client.post("gradio_api/queue/join", json=body)
    if joined.status_code != 200:
        return {"failed": f"status {joined.status_code}"}
    async with client.stream("GET", "gradio_api/queue/data", params={"session_hash": name}) as stream:
        async for line in stream.aiter_lines():
            message = json.loads(line[5:]) if line.startswith("data:") else {}
            for value in (message.get("output") or {}).get("data") or ():
                if isinstance(value, str) and value.startswith("{"):
                    merged |= json.loads(value)
            if message.get("msg") == "process_completed":
                if not message.get("success"):
                    merged["failed"] = "an error"
                break
    if "answer failure" in merged.get("html", "answer failure"):
        merged["failed"] = merged.get("html", "no answer")[-200:]
    return merged


def _library(folder: Path) -> Path:
    from index.encoder import load_encoder
    from index.settings import Settings
    from index.sync import sync

    settings = Settings(library=folder)
    sync(folder, [ROOT / "corpus"], settings=settings, encoder=lambda: load_encoder(settings))
    return folder


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.load", description=__doc__)
    parser.add_argument("--library", type=Path, help="what is asked (default: one made of corpus/)")
    parser.add_argument("--sessions", type=int, default=10)
    parser.add_argument("--every", type=float, default=8.0, help="seconds between a session's questions")
    parser.add_argument("--seconds", type=float, default=120.0)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        library = chosen.library or _library(Path(made) / "library")
        with served(library) as (address, up):
            print(f"server up {up:.1f} s (under 10)")
            if CHROMIUM is not None:
                opened = [interactive(address) for _ in range(3)]
                print(f"page interactive {max(opened):.1f} s at most of 3 (under 3)")
            asyncio.run(load(address, 1, 0.5, 1.0))  # the first question waits for the encoder: that is start
            asked = asyncio.run(load(address, chosen.sessions, chosen.every, chosen.seconds))
    p95 = statistics.quantiles(asked.seconds, n=20, method="inclusive")[-1]
    print(
        f"{len(asked.seconds)} asked, {len(asked.failed)} failed, median "
        f"{statistics.median(asked.seconds):.2f} s, p95 {p95:.2f} s (under 2), "
        f"most {max(asked.seconds):.2f} s"
    )
    print("\n".join(asked.failed[:5]), end="")
    return 1 if asked.failed else 0


if __name__ == "__main__":
    sys.exit(main())
