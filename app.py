"""The page, served on this machine: ``python app.py``."""

from __future__ import annotations

import argparse
import os
import socket
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import DossierError, UsageError
from index.settings import Settings, load_settings
from page.guard import Guard, loopback
from page.pipeline import OnDemand, Pipeline

if TYPE_CHECKING:
    import gradio as gr


def main(argv: Sequence[str] | None = None) -> int:
    """Serve the page until Ctrl+C; the exit code says whether it could be."""
    parser = argparse.ArgumentParser(prog="app.py", description="The page of Dossier, on this machine.")
    parser.add_argument("--library", type=Path, help="where the library is (default: .dossier)")
    parser.add_argument("--host", help="the loopback address to serve on (default: 127.0.0.1)")
    parser.add_argument("--port", type=int, help="the port to serve on (default: 7860)")
    chosen = parser.parse_args(argv)
    try:
        serve(load_settings(library=chosen.library, host=chosen.host, port=chosen.port))
    except DossierError as error:
        print(error, file=sys.stderr)
        return 2 if isinstance(error, UsageError) else 1
    return 0


def serve(settings: Settings) -> None:
    """Serve the page until Ctrl+C. The port opens at once; the pipeline loads meanwhile.

    Raises DossierError where the port is taken, UsageError for a host that is not this machine's.
    """

    def load() -> Pipeline:
        from rag.pipeline import open_pipeline

        return open_pipeline(settings)

    page = start(load, settings)
    try:
        where = str(page.local_url).rstrip("/")
        print(f"Dossier is at {where} — stop it with Ctrl+C", file=sys.stderr, flush=True)
        threading.Event().wait()
    except KeyboardInterrupt:
        print("", file=sys.stderr)
    finally:
        page.close(verbose=False)


def start(load: Callable[[], Pipeline], settings: Settings) -> gr.Blocks:
    """Serve the page and come back: ``local_url`` says where, ``close()`` ends it."""
    host = loopback(settings.host)
    port = _free_port(host, settings.port)
    on_demand = OnDemand(load)
    _stay_at_home(host)
    # Only now, for Gradio reads the environment when it is imported.
    from starlette.middleware import Middleware

    from page.layout import build
    from page.look import head, icon, theme

    page = build(on_demand, settings)
    page.launch(
        server_name=f"[{host}]" if ":" in host else host,
        server_port=port,
        prevent_thread_lock=True,
        quiet=True,
        share=False,
        inbrowser=False,
        show_error=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        num_workers=0,
        enable_monitoring=False,
        run_history=False,
        footer_links=[],
        max_file_size="1kb",  # nothing is uploaded
        state_session_capacity=200,
        favicon_path=icon(),
        theme=theme(),
        head=head(),
        app_kwargs={"middleware": [Middleware(Guard)], "openapi_url": None},
    )
    # Only now: the encoder's imports would hold the page back.
    threading.Thread(target=_warm, args=(on_demand,), name="pipeline", daemon=True).start()
    return page


def _warm(on_demand: OnDemand) -> None:
    """Load the pipeline before anybody asks; what goes wrong is said to whoever asks first."""
    try:
        on_demand()
    except DossierError as error:
        print(error, file=sys.stderr, flush=True)


def _stay_at_home(host: str) -> None:
    """No telemetry, no look at a model hub, and no proxy between the page and its own server."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    for name in ("NO_PROXY", "no_proxy"):
        os.environ[name] = ",".join(filter(None, (os.environ.get(name), host, "127.0.0.1", "localhost")))


def _free_port(host: str, port: int) -> int:
    """``port`` if nobody listens there, or any free one for 0. A DossierError says what to do instead."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        if os.name == "posix":  # a port that was left a moment ago is free; elsewhere the option means more
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise DossierError(
                f"the page can't be served on {host}:{port} ({error.strerror or error}): "
                "stop the program that uses the port, or choose another with --port."
            ) from error
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
