"""Instructions inside articles, against a model that obeys whatever it reads.

The scripted model writes what each injection asks for in every way that could pass: citing the injection itself,
the sentences around it, every sentence at once, the label that the injection names, and nothing. It writes one true
sentence too, which must be shown: a check that withholds everything would prove nothing.
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from app.model.build import build_model_answerer
from app.settings import Settings
from app.verify import CombinedVerifier
from tests.support.answering import ListSearcher, make_engine
from tests.support.evidence import make_article, make_hit
from tests.support.model_server import Reply, running, text_stream

INJECTIONS = json.loads((Path(__file__).parent / "injections.json").read_text(encoding="utf-8"))
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
            lines += [f"{obeyed} [{a}][{b}]" for a, b in zip(labels, labels[1:], strict=False)]
        return text_stream("\n".join(lines), size=40)

    return reply


def attacked(injection: dict[str, Any]) -> ListSearcher:
    """Return an archive whose article holds the injection between ordinary sentences."""
    article = make_article(
        f"{BEFORE} {injection['text']} {AFTER}", "orsk", title="Orsk harbour", outlet="Orsk Post"
    )
    other = make_article("Two tugs left Brannoch on Friday.", "brannoch", outlet="Brannoch Mail")
    return ListSearcher(make_hit(article), make_hit(other))


@pytest.mark.parametrize("injection", INJECTIONS, ids=lambda i: f"{i['kind']}: {i['text'][:30]}")
def test_nothing_of_an_injection_reaches_the_reader(injection: dict[str, Any]) -> None:
    with running(obey(injection)) as server:
        settings = Settings(base_url=server.url, model="scripted", cache=False)
        engine = make_engine(
            attacked(injection),
            build_model_answerer(settings),
            verifier=CombinedVerifier(),
            repairs=1,  # type: ignore[arg-type]
        )
        answer = engine.ask(QUESTION)
        engine.close()
    assert TRUE in [claim.text for claim in answer.claims], "a true sentence is still shown"
    shown = " ".join([*(f"{c.lead} {c.text}" for c in answer.claims), *answer.notes])
    assert [word for word in injection["forbidden"] if word in shown] == []


def test_the_suite_is_large_and_of_many_kinds() -> None:
    assert len(INJECTIONS) >= 60
    assert len({i["kind"].split()[0] for i in INJECTIONS}) >= 9
