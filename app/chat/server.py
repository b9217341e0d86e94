"""The HTTP server: the gate, the page, single answers, the login, and the tools for programs."""

import asyncio
import contextlib
import os
import socket
import threading
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from app.chat.serve import LOOPBACK, Serving
from index.errors import InputError

if TYPE_CHECKING:
    from app.chat.services import Services


class PageServer:
    """Serves the page in the background from `with` on.

    Args:
        services: what the page needs.
        serving: how it is served.
        examples: questions offered as buttons.

    Raises:
        InputError: the port is taken or the host is not an address of this machine.
    """

    def __init__(self, services: "Services", serving: Serving, examples: Sequence[str] = ()) -> None:
        import uvicorn

        self._serving = serving
        self._socket = _listen(serving.host, serving.port)
        self.port = int(self._socket.getsockname()[1])
        # Gradio makes event loops, and never closes them, wherever it does not find one running.
        with ThreadPoolExecutor(1) as pool:
            app = pool.submit(asyncio.run, _built(services, serving, self.port, examples)).result()
        config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=2, server_header=False)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, args=([self._socket],), daemon=True)

    @property
    def address(self) -> str:
        """The page's address."""
        host = self._serving.host
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"

    def __enter__(self) -> Self:
        self._thread.start()
        while not self._server.started and self._thread.is_alive():
            self._thread.join(0.02)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.should_exit = True
        self._thread.join(10)

    def wait(self) -> None:
        """Return when the server has ended, or when interrupted."""
        with contextlib.suppress(KeyboardInterrupt):
            while self._thread.is_alive():
                self._thread.join(1)


async def _built(services: "Services", serving: Serving, port: int, examples: Sequence[str]) -> Any:
    return build_app(services, serving, port, examples)


def build_app(services: "Services", serving: Serving, port: int, examples: Sequence[str]) -> Any:
    """Return the whole application, the gate in front."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    import gradio as gr
    from fastapi import FastAPI

    from app.chat.assets import asset
    from app.chat.page import build_page
    from app.chat.programs.mcp_server import build_mcp_server
    from app.chat.serving.answers import answer_routes
    from app.chat.serving.gate import PERSON, Gate, Limits
    from app.chat.serving.login import login_routes
    from app.chat.uploads import MOST_BYTES

    def count(request: Any) -> None:
        services.may_ask(request.scope[PERSON])

    tools = build_mcp_server(services.archive.get, count)
    tools_app = tools.streamable_http_app()

    @contextlib.asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with tools.session_manager.run():
            yield

    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, lifespan=lifespan)
    hosts = {*LOOPBACK, serving.host, *serving.hosts} if serving.host in LOOPBACK else ()
    gate = Gate(app, services.people, hosts=hosts, limits=Limits(upload_bytes=serving.upload_bytes))
    app.router.routes += answer_routes(services)
    app.router.routes += login_routes(services.people, gate.failures)
    app.router.routes += tools_app.routes
    page = build_page(services, examples)
    page.queue(max_size=serving.waiting, default_concurrency_limit=8, api_open=False)
    Path(os.environ["GRADIO_TEMP_DIR"]).mkdir(parents=True, exist_ok=True)
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        server_name=serving.host,
        server_port=port,
        auth_dependency=lambda request: request.scope[PERSON].key,
        show_error=False,
        max_file_size=MOST_BYTES,
        ssr_mode=False,
        run_history=False,
        footer_links=[],
        theme=gr.themes.Base(
            primary_hue="blue",
            neutral_hue="slate",
            font=["system-ui", "sans-serif"],  # of the reader's own machine: none is fetched
            font_mono=["ui-monospace", "monospace"],
        ),
        css=asset("style.css"),
        head='<meta name="color-scheme" content="light dark">',
    )
    return gate


def _listen(host: str, port: int) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listening = socket.socket(family)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise InputError(
            f"the page cannot be served on {host}:{port}: {error.strerror or error}",
            hint="Choose another with --port",
        ) from error
    return listening
