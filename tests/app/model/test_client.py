import pytest

from app.model.client import ModelClient, ReplyEnd
from app.model.failures import FailureKind, ModelFailure
from app.settings import Settings
from index.errors import SettingsError
from tests.support.model_server import Endless, Status, Stream, error, event, running, text_stream

KEY = "sk-test-not-a-real-key"
HELLO = [{"role": "user", "content": "hello"}]
LONG = "This model's maximum context length is 10 tokens"


def ask(*replies: object, **settings: object) -> tuple[str, ReplyEnd, list[float], int]:
    """Return the text, the end, the waits and the number of requests."""
    waits: list[float] = []
    with running(*replies) as server:  # type: ignore[arg-type]
        values = {"base_url": server.url, "model": "scripted", "api_key": KEY, "timeout": 5, "deadline": 20}
        client = ModelClient(Settings(**(values | settings)), sleep=waits.append)
        try:
            pieces = list(client.reply(HELLO, 50))
        finally:
            client.close()
        assert all(headers["Authorization"] == f"Bearer {KEY}" for headers in server.headers)
        (end,) = [p for p in pieces if isinstance(p, ReplyEnd)]
        return "".join(p for p in pieces if isinstance(p, str)), end, waits, len(server.requests)


def test_text_is_streamed_and_usage_is_the_servers() -> None:
    text, end, _, _ = ask(
        text_stream("Four people died.", usage={"prompt_tokens": 7, "completion_tokens": 3})
    )
    assert text == "Four people died."
    assert end == ReplyEnd(complete=True, usage={"requests": 1, "tokens_in": 7, "tokens_out": 3})


def test_without_usage_tokens_are_counted_and_a_set_price_makes_the_cost() -> None:
    _, end, _, _ = ask(text_stream("Four people died."), price_in=1_000_000, price_out=2_000_000)
    assert end.usage["estimated"] == 1
    assert end.usage["cost"] == end.usage["tokens_in"] + 2 * end.usage["tokens_out"]
    assert end.usage["tokens_out"] == 4


@pytest.mark.parametrize(
    ("first", "wait"),
    [
        (error(429, "slow down", Retry_After="3"), 3.0),
        (error(429, "slow down", Retry_After_Ms="1500"), 1.5),
        (error(429, "slow down", Retry_After="Wed, 21 Oct 2065 07:28:00 GMT"), 0.5),
        (error(500, "boom"), 0.5),
        (error(503, "loading model"), 0.5),
        (Status(502, b"<html>Bad gateway</html>"), 0.5),
        (Stream(drop=True), 0.5),
        (Stream(), 0.5),
        (Stream([b"data: {oops\n\n"]), 0.5),
        (Stream([b"data: \xff\xfe\n\n"]), 0.5),
        (Stream([b'data: {"error": {"message": "overloaded"}}\n\n']), 0.5),
        (Status(200, b"<html>hello</html>"), 0.5),
    ],
)
def test_what_passes_is_tried_again_after_the_time_asked_for(first: object, wait: float) -> None:
    text, _, waits, requests = ask(first, text_stream("Good."))
    assert (text, waits, requests) == ("Good.", [wait], 2)


@pytest.mark.parametrize(
    ("reply", "kind", "requests"),
    [
        (error(401, f"Incorrect API key provided: {KEY}"), FailureKind.KEY, 1),
        (error(403, "no access"), FailureKind.KEY, 1),
        (error(404, "The model `scripted` does not exist", "model_not_found"), FailureKind.MODEL, 1),
        (Status(404, b"<html>nothing here</html>"), FailureKind.MODEL, 1),
        (error(400, LONG, "context_length_exceeded"), FailureKind.CONTEXT, 1),
        (error(400, LONG), FailureKind.CONTEXT, 1),
        (error(400, "blocked", "content_filter"), FailureKind.FILTER, 1),
        (Stream(finish="content_filter"), FailureKind.FILTER, 1),
        (error(400, f"what is {KEY}"), FailureKind.REQUEST, 1),
        (error(429, "You exceeded your current quota", "insufficient_quota"), FailureKind.QUOTA, 1),
        (error(429, "slow down", Retry_After="3000"), FailureKind.RATE, 1),
        (error(429, "slow down"), FailureKind.RATE, 3),
        (error(500, f"boom {KEY}\nTraceback"), FailureKind.SERVER, 3),
        (Stream(), FailureKind.EMPTY, 3),
        (Stream(["", ""]), FailureKind.EMPTY, 3),
    ],
)
def test_what_fails_is_told_in_one_line_without_the_key(
    reply: object, kind: FailureKind, requests: int
) -> None:
    with running(reply) as server:  # type: ignore[arg-type]
        settings = Settings(base_url=server.url, model="scripted", api_key=KEY)
        client = ModelClient(settings, sleep=lambda _: None)
        with pytest.raises(ModelFailure) as caught:
            list(client.reply(HELLO, 50))
        client.close()
        assert len(server.requests) == requests
    assert caught.value.kind is kind
    assert KEY not in str(caught.value) and "\n" not in str(caught.value)
    assert caught.value.__cause__ is None and KEY not in repr(caught.value.__context__)


@pytest.mark.parametrize(
    ("reply", "kind", "settings"),
    [
        (Stream(hang=True), FailureKind.TIMEOUT, {"timeout": 0.2, "retries": 0}),
        (Stream(["Four"], hang=True), FailureKind.TIMEOUT, {"timeout": 0.2}),
        (Stream(["Four"], drop=True), FailureKind.CONNECTION, {}),
        (Stream(["Four"], finish=None), FailureKind.CONNECTION, {}),
        (Stream(["Four", b"data: {oops\n\n"]), FailureKind.MALFORMED, {}),
        (Endless(event("na ")), FailureKind.TOO_LONG, {"deadline": 0.3}),
        (Endless(b": still here\n\n"), FailureKind.TOO_LONG, {"deadline": 0.3}),
        (Endless(b"x" * 100_000), FailureKind.TOO_LONG, {}),
        (Endless(event("x" * 100_000)), FailureKind.TOO_LONG, {}),
    ],
)
def test_what_hangs_breaks_off_or_never_ends_is_ended(
    reply: object, kind: FailureKind, settings: dict[str, float]
) -> None:
    with pytest.raises(ModelFailure) as caught:
        ask(reply, **settings)
    assert caught.value.kind is kind


def test_an_endpoint_that_is_not_there_is_a_failed_connection() -> None:
    with running(Stream()) as server:
        gone = server.url
    client = ModelClient(Settings(base_url=gone, model="m", retries=0))
    with pytest.raises(ModelFailure, match="connection"):
        list(client.reply(HELLO, 50))
    client.close()


def test_an_option_that_the_endpoint_refuses_is_left_out_from_then_on() -> None:
    refusals = [error(400, f"Unsupported parameter: '{name}'") for name in ("temperature", "stream_options")]
    with running(*refusals, text_stream("Good.")) as server:
        client = ModelClient(Settings(base_url=server.url, model="scripted"))
        for _ in range(2):
            assert "".join(p for p in client.reply(HELLO, 50) if isinstance(p, str)) == "Good."
        client.close()
        assert [sorted({"temperature", "stream_options"} & r.keys()) for r in server.requests] == [
            ["stream_options", "temperature"],
            ["stream_options"],
            [],
            [],
        ]


def test_odd_pieces_are_passed_over() -> None:
    odd = [b'data: {"choices": [{"delta": null}]}\n\n', b'data: {"choices": "x"}\n\n', b": comment\n\n"]
    reasoning = b'data: {"choices": [{"delta": {"reasoning_content": "nine"}}]}\n\n'
    assert ask(Stream([*odd, reasoning, "Four"]))[0] == "Four"


def test_a_cut_reply_says_so() -> None:
    assert ask(Stream(["Four"], finish="length"))[1].complete is False


@pytest.mark.parametrize(
    "settings", [{"budget_tokens": 100}, {"budget": 0.0001, "price_in": 1, "price_out": 1}]
)
def test_a_budget_refuses_the_request_that_could_overdraw_it(settings: dict[str, float]) -> None:
    usage = {"prompt_tokens": 20, "completion_tokens": 30}
    with running(text_stream("Good.", usage=usage)) as server:
        client = ModelClient(Settings(base_url=server.url, model="scripted", **settings))
        list(client.reply(HELLO, 40))
        with pytest.raises(ModelFailure, match="used up"):
            list(client.reply(HELLO, 60))
        client.close()
        assert len(server.requests) == 1


def test_a_budget_in_dollars_needs_a_price() -> None:
    with pytest.raises(SettingsError, match="no price is known"):
        ModelClient(Settings(base_url="http://localhost:1/v1", model="m", budget=1))
    assert ModelClient(Settings(api_key=KEY, model="gpt-4o-2024-11-20", budget=1)).spending.price is not None


def test_the_models_of_an_endpoint_are_listed() -> None:
    with running(Stream()) as server:
        server.models = ["a", "b"]
        client = ModelClient(Settings(base_url=server.url, model="a", api_key=KEY))
        assert client.models() == ["a", "b"]
        client.close()
