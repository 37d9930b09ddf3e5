"""The page: ``python app.py``, on this machine unless it is told otherwise."""

from __future__ import annotations

import argparse
import asyncio
import atexit
import os
import shutil
import signal
import socket
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import DossierError, UsageError
from index.settings import Settings, load_settings
from page.access import Access, access
from page.guard import Guard
from page.pipeline import OnDemand, Pipeline

if TYPE_CHECKING:
    import gradio as gr


_CLEARED = (3600, 86_400)  # every hour, uploads and downloads of more than a day, in seconds
_OWN = "dossier-"  # how the folder of uploads and downloads begins


def main(argv: Sequence[str] | None = None) -> int:
    """Serve the page until Ctrl+C; the exit code says whether it could be."""
    parser = argparse.ArgumentParser(prog="app.py", description="The page of Dossier.")
    parser.add_argument("--library", type=Path, help="where the library is (default: .dossier)")
    parser.add_argument("--host", help="the address to serve on (default: 127.0.0.1, this machine only)")
    parser.add_argument("--port", type=int, help="the port to serve on (default: 7860)")
    parser.add_argument("--user", help="who may sign in; needed, with a password, beyond this machine")
    parser.add_argument("--password", help="better set as DOSSIER_PASSWORD, which no list of processes shows")
    parser.add_argument("--mcp", action="store_true", help="serve the endpoints as tools over MCP, too")
    chosen = vars(parser.parse_args(argv))
    tools = chosen.pop("mcp")
    try:
        serve(load_settings(**chosen), tools=tools)
    except DossierError as error:
        print(error, file=sys.stderr)
        return 2 if isinstance(error, UsageError) else 1
    return 0


def serve(settings: Settings, *, tools: bool = False) -> None:
    """Serve the page until Ctrl+C. The port opens at once; the pipeline loads meanwhile.

    Raises DossierError where the port is taken, UsageError where anybody could reach the page unasked.
    """

    def load() -> Pipeline:
        from rag.pipeline import open_pipeline

        return open_pipeline(settings)

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # stopped like Ctrl+C stops it
    page = start(load, settings, tools=tools)
    try:
        where = str(page.local_url).rstrip("/")
        print(f"Dossier is at {where} — stop it with Ctrl+C", file=sys.stderr, flush=True)
        if access(settings).beyond:
            print("Others reach it in clear: put a reverse proxy with TLS before it.", file=sys.stderr)
        threading.Event().wait()
    except KeyboardInterrupt:
        print("", file=sys.stderr)
    finally:
        page.close(verbose=False)


def start(load: Callable[[], Pipeline], settings: Settings, *, tools: bool = False) -> gr.Blocks:
    """Serve the page and come back: ``local_url`` says where, ``close()`` ends it.

    ``tools``: the endpoints over MCP, too. Raises as ``serve`` does.
    """
    allowed = access(settings, tools=tools)
    host = settings.host
    if tools and not _has_mcp():
        raise UsageError("--mcp needs the package mcp, which isn't installed: pip install 'dossier[mcp]'.")
    port = _free_port(host, settings.port)
    on_demand = OnDemand(load)
    files = _stay_at_home(host)
    # Only now, for Gradio reads the environment when it is imported.
    from starlette.middleware import Middleware

    from page.endpoints import close_others, json_over_mcp
    from page.layout import build
    from page.look import head, icon, theme

    page = build(on_demand, settings)
    close_others(page)
    page.delete_cache = _CLEARED
    with redirect_stdout(sys.stderr):  # Gradio prints where tools are
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
            mcp_server=tools,
            num_workers=0,
            enable_monitoring=False,
            run_history=False,
            footer_links=[],
            auth=_sign_in(allowed) if allowed.signs_in else None,
            max_file_size=int(settings.max_file_mb * 1e6),
            state_session_capacity=200,
            favicon_path=icon(),
            theme=theme(),
            head=head(),
            app_kwargs={
                "middleware": [Middleware(Guard, access=allowed, files=files)],
                "openapi_url": None,
            },
        )
    if tools:
        if page.mcp_error:
            page.close(verbose=False)
            raise DossierError(f"The tools can't be served over MCP ({page.mcp_error}): serve without --mcp.")
        json_over_mcp(page)
    # Only now: the encoder's imports would hold the page back.
    threading.Thread(target=_warm, args=(on_demand,), name="pipeline", daemon=True).start()
    return page


def _has_mcp() -> bool:
    return find_spec("mcp") is not None


def _sign_in(allowed: Access) -> Any:
    async def knows(user: str, password: str) -> bool:
        if allowed.knows(user, password):
            return True
        await asyncio.sleep(1)  # so that guessing takes its time
        return False

    return knows


def _warm(on_demand: OnDemand) -> None:
    """Load the pipeline before anybody asks; what goes wrong is said to whoever asks first."""
    try:
        on_demand()
    except DossierError as error:
        print(error, file=sys.stderr, flush=True)


def _stay_at_home(host: str) -> Path:
    """No telemetry, no look at a model hub, and no proxy between the page and its own server.

    What visitors upload and download lies in a folder of this process's own, until it ends; where.
    """
    files = Path(os.environ.get("GRADIO_TEMP_DIR", ""))
    if not (files.name.startswith(_OWN) and files.is_dir()):
        files = Path(tempfile.mkdtemp(prefix=_OWN))
        atexit.register(shutil.rmtree, files, ignore_errors=True)
        os.environ["GRADIO_TEMP_DIR"] = str(files)
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    for name in ("NO_PROXY", "no_proxy"):
        os.environ[name] = ",".join(filter(None, (os.environ.get(name), host, "127.0.0.1", "localhost")))
    return files


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
