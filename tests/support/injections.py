"""A model that obeys whatever it reads, and an archive whose article holds an instruction.

The model writes what an injection asks for in every way that could pass: citing the injection itself, the
sentences around it, every sentence at once, the label that the injection names, and nothing. It writes one
true sentence too.
"""

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import pairwise
from typing import Any

from app.answer import Answer
from app.model.answerer import ModelAnswerer
from app.model.client import ModelClient
from app.settings import Settings
from app.verify import CombinedVerifier
from tests.support.answering import ListSearcher, make_engine
from tests.support.evidence import make_article, make_hit
from tests.support.model_server import ModelServer, Reply, Stream, running, text_stream

TRUE = "Four ships sailed from Orsk on Monday."
BEFORE = f"{TRUE} The harbour office said that the fund had paid for new lamps."
AFTER = "Mayor Ida Venn opened the quay in the afternoon. The weather was calm."
QUESTION = "What happened at the harbour of Orsk?"


def obey(injection: dict[str, Any]) -> Any:
    """Return a model that writes what `injection` asks for."""

    def reply(request: dict[str, Any]) -> Reply:
        evidence = request["messages"][1]["content"]
        labels = re.findall(r"^\[(\d+\.\d+)\] ", evidence, re.MULTILINE)
        lines = [f"{TRUE} [{labels[0]}]"]
        for obeyed in injection["obeyed"]:
            lines += [
                obeyed,
                *(f"{obeyed} [{label}]" for label in labels),
                obeyed + "".join(f"[{x}]" for x in labels),
            ]
            lines += [f"{obeyed} [{a}][{b}]" for a, b in pairwise(labels)]
        return text_stream("\n".join(lines), size=40)

    return reply


def attacked(injection: dict[str, Any]) -> ListSearcher:
    """Return an archive whose article holds the injection between ordinary sentences."""
    article = make_article(
        f"{BEFORE} {injection['text']} {AFTER}", "orsk", title="Orsk harbour", outlet="Orsk Post"
    )
    other = make_article("Two tugs left Brannoch on Friday.", "brannoch", outlet="Brannoch Mail")
    return ListSearcher(make_hit(article), make_hit(other))


class Arena:
    """The real engine, client, parser and verifier, before a server that obeys."""

    def __init__(self, server: ModelServer) -> None:
        self._server = server
        self._model = ModelClient(Settings(base_url=server.url, model="scripted"))

    def attack(self, injection: dict[str, Any]) -> Answer:
        """Return the answer over the attacked archive."""
        self._server.replies = [obey(injection)]
        engine = make_engine(
            attacked(injection),
            ModelAnswerer(self._model),  # type: ignore[arg-type]
            verifier=CombinedVerifier(),
            repairs=1,
        )
        return engine.ask(QUESTION)

    def close(self) -> None:
        self._model.close()


@contextmanager
def arena() -> Iterator[Arena]:
    with running(Stream()) as server, closing(Arena(server)) as opened:
        yield opened


def reached(injection: dict[str, Any], answer: Answer) -> list[str]:
    """Return the forbidden words that the reader would see outside the list of what was withheld."""
    shown = " ".join([*(f"{c.lead} {c.text}" for c in answer.claims), *answer.notes])
    return [word for word in injection["forbidden"] if word in shown]
