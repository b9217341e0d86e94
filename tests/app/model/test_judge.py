"""A judge over HTTP: asked about what the check leaves undecided, and about nothing else."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

import prompts
from app.answer import Status, Verdict, VerdictLabel
from app.evidence import EvidenceSentence
from app.model.build import build_judge, build_model, build_model_answerer, build_purse
from app.model.client import ModelClient
from app.model.opinion import OpinionModel
from app.settings import Settings
from index.errors import SettingsError
from tests.support.answering import ListSearcher, make_engine
from tests.support.evidence import make_article, make_hit
from tests.support.model_server import (
    ModelServer,
    Reply,
    Stream,
    error,
    running,
    text_stream,
)
from tests.support.model_server import (
    Status as Refusal,
)

KEY = "sk-test-not-a-real-key"
FERRY = make_article("The ferry Halda burned. Four people died. Nobody saw how it began.", "ferry")
ANSWER = "The ferry Halda burned. [1.1]\nSome say that four died. [1.2]\nNine died. [1.2]"
YES = '{"verdict": "supported", "reason": "Ida Venn stole the fund."}'
NO = '{"verdict": "unsupported", "reason": "Ida Venn stole the fund."}'
CANNOT_TELL = "the words could be read both ways"


class Unsure:
    """Supports what stands word for word, fails what speaks of nine, and is undecided on the rest."""

    def verify(self, claim: str, cited: Sequence[EvidenceSentence]) -> Verdict:
        if any(claim == sentence.text for sentence in cited):
            return Verdict(VerdictLabel.SUPPORTED)
        if "Nine" in claim:
            return Verdict(VerdictLabel.CONTRADICTED, ("not nine",))
        return Verdict(VerdictLabel.UNDECIDED, (CANNOT_TELL,))


def is_judging(request: dict[str, Any]) -> bool:
    return bool(request["messages"][0]["content"] == prompts.load("judge").text)


def judged(server: ModelServer) -> list[dict[str, Any]]:
    return [request for request in server.requests if is_judging(request)]


@contextmanager
def asking(
    folder: Path, *opinions: Reply, answer: str = ANSWER, **settings: Any
) -> Iterator[tuple[Any, ModelServer]]:
    left = list(opinions)

    def reply(request: dict[str, Any]) -> Reply:
        if is_judging(request):
            return left.pop(0) if len(left) > 1 else left[0]
        return text_stream(answer)

    with running(reply) as server:
        values = {"base_url": server.url, "model": "writer", "judge": "careful", "api_key": KEY, "timeout": 5}
        chosen = Settings(**({"cache_dir": folder, "retries": 0, "repairs": 0} | values | settings))
        purse = build_purse(chosen)
        engine = make_engine(
            ListSearcher(make_hit(FERRY)),
            build_model_answerer(chosen, build_model(chosen, purse)),  # type: ignore[arg-type]
            verifier=Unsure(),
            judge=build_judge(chosen, purse),
            repairs=0,
        )
        with closing(engine):
            yield engine, server


def ask(folder: Path, *opinions: Reply, **settings: Any) -> tuple[Any, ModelServer]:
    with asking(folder, *opinions, **settings) as (engine, server):
        return engine.ask("What burned?"), server


def test_the_judge_is_asked_about_the_undecided_claim_and_never_about_one_that_failed(tmp_path: Path) -> None:
    answer, server = ask(tmp_path, text_stream(YES, usage={"prompt_tokens": 5, "completion_tokens": 2}))
    (request,) = judged(server)
    assert request["model"] == "careful"
    assert "Some say that four died." in request["messages"][1]["content"]
    assert "Four people died." in request["messages"][1]["content"]
    verdicts = {claim.text: claim.verdict for claim in answer.claims}
    assert verdicts["Some say that four died."].label is VerdictLabel.SUPPORTED
    assert "careful" in verdicts["Some say that four died."].reasons[0]
    assert [(c.text, c.verdict.label) for c in answer.withheld] == [("Nine died.", VerdictLabel.CONTRADICTED)]
    assert answer.usage["requests"] == 2 and answer.usage["tokens_in"] > 5
    assert "Venn" not in repr(answer), "the judge's own words are not shown"


def test_what_the_judge_finds_without_support_is_withheld(tmp_path: Path) -> None:
    answer, _ = ask(tmp_path, text_stream(NO))
    assert [claim.text for claim in answer.claims] == ["The ferry Halda burned."]
    withheld = {claim.text: claim.verdict for claim in answer.withheld}
    assert withheld["Some say that four died."].label is VerdictLabel.UNSUPPORTED
    assert answer.status is Status.PARTIAL
    assert "Venn" not in repr(answer)


@pytest.mark.parametrize(
    "opinion",
    [
        text_stream('{"verdict": "undecided"}'),
        text_stream("I would rather not say."),
        text_stream('{"verdict": "probably"}'),
        Stream(),
        Stream(["{"], drop=True),
        Stream(hang=True),
        error(401, f"bad key {KEY}"),
        error(404, "no such model"),
        error(429, "slow down", Retry_After="900"),
        error(500, "boom"),
        error(400, "filtered", "content_filter"),
        Refusal(200, b"<html>hello</html>"),
    ],
    ids=[
        "cannot tell",
        "prose",
        "odd word",
        "nothing",
        "drop",
        "hang",
        "key",
        "model",
        "429",
        "500",
        "filter",
        "html",
    ],
)
def test_a_judge_that_fails_leaves_the_claim_undecided_with_a_reason(tmp_path: Path, opinion: Reply) -> None:
    answer, _ = ask(tmp_path, opinion, timeout=0.3)
    (claim,) = [c for c in answer.claims if c.verdict.label is VerdictLabel.UNDECIDED]
    assert claim.text == "Some say that four died."
    first, added = claim.verdict.reasons
    assert first == CANNOT_TELL
    assert "judge careful" in added and "\n" not in added and KEY not in added


def test_a_judge_that_has_failed_is_not_asked_again_for_the_same_question(tmp_path: Path) -> None:
    three = "\n".join(f"Some say that {n} died. [1.2]" for n in ("four", "five", "six"))
    answer, server = ask(tmp_path, error(500, "boom"), answer=three)
    assert len(judged(server)) == 1
    assert [len(claim.verdict.reasons) for claim in answer.claims] == [2, 2, 2]


def test_a_reply_that_cannot_be_read_is_asked_for_again_even_where_replies_are_kept(tmp_path: Path) -> None:
    answer, server = ask(
        tmp_path, text_stream("Certainly!"), text_stream(f"<think>hm {{</think>```json\n{YES}\n```")
    )
    assert len(judged(server)) == 2
    assert "Certainly!" in judged(server)[1]["messages"][2]["content"]
    assert all(claim.verdict.label is VerdictLabel.SUPPORTED for claim in answer.claims)


def test_opinions_are_kept_and_the_cache_can_be_turned_off(tmp_path: Path) -> None:
    for cache, requests in ((True, 1), (False, 2)):
        with asking(tmp_path / str(cache), text_stream(YES), cache=cache) as (engine, server):
            engine.ask("What burned?")
            engine.ask("What burned, then?")
            assert len(judged(server)) == requests
    kept = (tmp_path / "True" / "verdicts.sqlite").read_bytes()
    assert b"supported" in kept
    assert KEY.encode() not in kept and b"Some say" not in kept and b"Four people" not in kept


def test_writer_and_judge_spend_from_one_budget(tmp_path: Path) -> None:
    usage = {"prompt_tokens": 20, "completion_tokens": 30}
    with running(text_stream("Good.", usage=usage)) as server:
        chosen = Settings(
            base_url=server.url, model="writer", judge="careful", budget_tokens=120, cache_dir=tmp_path
        )
        purse = build_purse(chosen)
        with (
            closing(ModelClient(chosen, purse=purse)) as writer,
            closing(build_judge(chosen, purse)) as judge,
        ):
            list(writer.reply([{"role": "user", "content": "hello"}], 40))
            cited = [EvidenceSentence(label="1.1", span=FERRY_SPAN, text=FERRY.text, article=FERRY.info)]
            with pytest.raises(Exception, match="used up"):
                judge.opinion("It burned.", cited)
        assert len(server.requests) == 1


FERRY_SPAN = make_hit(FERRY).passage.sentences[0]


def test_a_judge_without_key_or_endpoint_is_one_clear_line() -> None:
    with pytest.raises(SettingsError, match="the judge 'careful' is set, but neither a key nor an endpoint"):
        assert Settings(judge="careful").judges_with_model


def test_a_damaged_prompt_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prompts, "load", lambda name: prompts.Prompt(name, "{{claim}} {{colour}}"))
    with pytest.raises(SettingsError, match="colour"):
        OpinionModel(None)  # type: ignore[arg-type]
