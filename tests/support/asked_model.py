"""A scripted model's server and an engine that asks it about a burning ferry."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from app.answer import Answer
from app.answering import DraftClaim, DraftEnd
from app.engine import Engine
from app.model.build import build_model, build_model_answerer, build_rewriter
from app.model.client import Model, ModelClient
from app.settings import Settings
from tests.support.answering import ListSearcher, ScriptedAnswerer, make_engine
from tests.support.evidence import make_article, make_hit
from tests.support.model_server import Reply, Responder, running

KEY = "sk-test-not-a-real-key"
FERRY = make_article(
    "The ferry Halda burned off Skerry on Monday. Four people died. Nobody saw how it began.",
    "ferry",
    title="Ferry burns",
    outlet="Skerry Ledger",
    published_at="2031-03-02",
)
LATER = make_article(
    "The toll of the Halda fire rose to six.", "later", outlet="Port Wire", published_at="2031-03-05"
)
OTHERS = [make_article(f"Orsk council met for the {n} time.", f"other{n}") for n in range(6)]
QUOTED = DraftClaim(text="Four people died.", labels=("1.2",))
GOOD = "Four people died. [1.2]\nThe toll of the Halda fire rose to six. [2.1]\n"


class Asked:
    """A server with a script, and an engine that asks it."""

    def __init__(self, server: Any, folder: Path, **settings: Any) -> None:
        self.server = server
        values = {"base_url": server.url, "model": "scripted", "api_key": KEY, "timeout": 5, "deadline": 20}
        self.settings = Settings(**({"cache_dir": folder, "cache": False} | values | settings))
        model: Model = build_model(self.settings)
        if not self.settings.cache:
            model = ModelClient(self.settings, sleep=lambda _: None)
        hits = [make_hit(FERRY), make_hit(LATER), *(make_hit(other) for other in OTHERS)]
        self.fallback = ScriptedAnswerer(QUOTED, DraftEnd(answered=True))
        self.engine: Engine = make_engine(
            ListSearcher(*hits),
            build_model_answerer(self.settings, model),  # type: ignore[arg-type]
            fallback=self.fallback,
            rewriter=build_rewriter(self.settings, model),
        )

    def close(self) -> None:
        self.engine.close()


@contextmanager
def asking(folder: Path, *replies: Reply | Responder, **settings: Any) -> Iterator[Asked]:
    with running(*replies) as server, closing(Asked(server, folder, **settings)) as asked:
        yield asked


def ask(folder: Path, *replies: Reply | Responder, **settings: Any) -> tuple[Answer, Asked]:
    with asking(folder, *replies, **settings) as asked:
        return asked.engine.ask("How many people died on the Halda?"), asked
