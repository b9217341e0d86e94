"""Models that fail, break off, repeat themselves or do not fit, and damaged prompts."""

from pathlib import Path

import pytest

import prompts
from app.answer import Status
from app.model.build import build_model_answerer
from app.settings import Settings
from app.tokens import count_tokens
from index.errors import SettingsError
from tests.support.asked_model import GOOD, KEY, ask
from tests.support.model_server import Endless, Reply, Stream, error, event, text_stream

FAILURES = {
    "wrong key": error(401, f"Incorrect API key {KEY}"),
    "wrong model": error(404, "The model does not exist"),
    "rate limit": error(429, "slow down"),
    "rate limit, very long": error(429, "slow down", Retry_After="9000"),
    "server error": error(500, "boom"),
    "content filter": error(400, "filtered", "content_filter"),
    "nothing": Stream(),
    "spaces": text_stream("   \n \n"),
    "only labels": text_stream("[1.2][2.1]"),
    "only reasoning": text_stream("<think>Four people died. [1.2]"),
    "malformed": Stream([b"data: {oops\n\n"]),
    "dropped at once": Stream(drop=True),
    "hangs": Stream(hang=True),
    "never ends a word": Endless(event("x")),
    "ten megabytes": Endless(event("x" * 100_000)),
    "keeps the line open": Endless(b": wait\n\n"),
}


@pytest.mark.parametrize("name", FAILURES)
def test_when_the_model_fails_the_articles_are_quoted_with_a_note(tmp_path: Path, name: str) -> None:
    answer, asked = ask(tmp_path, FAILURES[name], timeout=0.3, deadline=0.5)
    assert [c.text for c in answer.claims] == ["Four people died."]
    assert answer.answerer == "extractive"
    assert len(asked.fallback.asked) == 1
    (note,) = answer.notes
    assert note.startswith("This answer quotes the articles, without the model: ")
    assert KEY not in repr(answer) and "\n" not in note


def test_uncited_chatter_is_withheld_and_the_articles_are_quoted(tmp_path: Path) -> None:
    answer, _ = ask(tmp_path, text_stream("I am sorry, I cannot help with that."))
    assert [c.text for c in answer.claims] == ["Four people died."]
    assert [c.text for c in answer.withheld] == ["I am sorry, I cannot help with that."]


@pytest.mark.parametrize(
    "broken",
    [
        Stream(["Four people died. [1.2]\nThe toll of"], drop=True),
        Stream(["Four people died. [1.2]\nThe toll of"], finish=None),
        Stream(["Four people died. [1.2]\nThe toll of", b"data: {oops\n\n"]),
        Stream(["Four people died. [1.2]\nThe toll of"], hang=True),
    ],
)
def test_a_reply_that_breaks_off_is_asked_for_once_more_and_nothing_is_shown_twice(
    tmp_path: Path, broken: Reply
) -> None:
    answer, asked = ask(tmp_path, broken, text_stream(GOOD), timeout=0.3)
    assert [c.text for c in answer.claims] == ["Four people died.", "The toll of the Halda fire rose to six."]
    assert answer.status is Status.ANSWERED
    assert len(asked.server.requests) == 2


def test_a_reply_that_breaks_off_twice_is_a_part_answer_with_a_note(tmp_path: Path) -> None:
    answer, asked = ask(tmp_path, Stream(["Four people died. [1.2]\nThe toll of"], drop=True))
    assert [c.text for c in answer.claims] == ["Four people died."]
    assert answer.status is Status.PARTIAL
    assert answer.notes[0].startswith("The answer may be incomplete: ")
    assert asked.fallback.asked == []


def test_evidence_that_is_too_long_is_halved(tmp_path: Path) -> None:
    too_long = error(400, "maximum context length is 100 tokens", "context_length_exceeded")
    answer, asked = ask(tmp_path, too_long, too_long, text_stream(GOOD))
    counts = [r["messages"][1]["content"].count("\nPassage ") for r in asked.server.requests]
    assert counts == [8, 4, 2]
    assert len(answer.claims) == 2


def test_evidence_is_cut_to_a_known_context(tmp_path: Path) -> None:
    room = count_tokens(prompts.load("answer").text) + 200 + 200 + 60
    _, asked = ask(tmp_path, text_stream(GOOD), context_tokens=room, answer_tokens=200)
    assert 1 <= asked.server.requests[0]["messages"][1]["content"].count("\nPassage ") < 8


def test_a_model_that_repeats_itself_is_stopped(tmp_path: Path) -> None:
    answer, _ = ask(tmp_path, Endless(event("Four people died. [1.2]\n")))
    assert [c.text for c in answer.claims] == ["Four people died."]
    assert answer.status is Status.PARTIAL
    assert "The model repeated itself and was stopped" in answer.notes


@pytest.mark.parametrize(
    ("finish", "word"), [("length", "longest length"), ("content_filter", "content filter")]
)
def test_a_cut_answer_drops_its_last_half_sentence_and_says_so(
    tmp_path: Path, finish: str, word: str
) -> None:
    answer, _ = ask(tmp_path, text_stream("Four people died. [1.2] The toll of the Halda", finish=finish))
    assert [c.text for c in answer.claims] == ["Four people died."]
    assert answer.withheld == ()
    assert answer.status is Status.PARTIAL and any(word in note for note in answer.notes)


def test_a_damaged_prompt_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    real = prompts.load

    def damaged(name: str) -> prompts.Prompt:
        return prompts.Prompt(name, "{{question}} {{colour}}") if name == "question" else real(name)

    monkeypatch.setattr(prompts, "load", damaged)
    with pytest.raises(
        SettingsError, match="names colour, which has no value and it does not name evidence, mark"
    ):
        build_model_answerer(Settings(base_url="http://localhost:1/v1", model="m", cache=False))


def test_a_missing_prompt_file_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(name: str) -> prompts.Prompt:
        raise prompts.PromptError(f"no prompt named {name!r}; there are none")

    monkeypatch.setattr(prompts, "load", gone)
    with pytest.raises(SettingsError, match="no prompt named 'answer'") as caught:
        build_model_answerer(Settings(base_url="http://localhost:1/v1", model="m", cache=False))
    assert "\n" not in str(caught.value)
