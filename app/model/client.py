"""Talks to an OpenAI-compatible endpoint: one streamed chat completion at a time."""

import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol

from app.model.failures import FailureKind, ModelFailure, failure_of
from app.model.limits import bounded_client
from app.model.spending import Price, Purse, Spending, known_price
from app.settings import OPENAI_URL, Settings
from app.tokens import count_tokens
from app.usage import Usage
from index.errors import SettingsError

if TYPE_CHECKING:
    from openai import OpenAI
    from tenacity import RetryCallState

Message = dict[str, str]


@dataclass(frozen=True, slots=True)
class ReplyEnd:
    """What is known when a reply has ended.

    Args:
        complete: whether the model came to its own end; False when its token limit or a filter cut it.
        reason: the endpoint's word for it: stop, length, content_filter …
        usage: see `app.usage.Usage`.
    """

    complete: bool
    reason: str = "stop"
    usage: Usage = field(default_factory=dict)


class Model(Protocol):
    """Anything that replies to messages with a stream of text."""

    @property
    def name(self) -> str: ...  # noqa: D102

    def reply(self, messages: Sequence[Message], max_tokens: int) -> Iterator[str | ReplyEnd]:
        """Yield pieces of text, then exactly one `ReplyEnd`.

        Raises:
            ModelFailure: there is no usable reply, or it broke off.
        """
        ...

    def close(self) -> None:
        """Close the connections; they are opened again when needed."""
        ...


class ModelClient:
    """One model behind an endpoint; safe for many threads.

    Args:
        settings: endpoint, key, model, limits, prices and budget.
        model: in place of the settings' model.
        purse: shared with other models; one of its own with the settings' budget when None.
        sleep: waits between retries.

    Raises:
        SettingsError: no model is set, or a budget in dollars without a price.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        model: str | None = None,
        purse: Purse | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        name = model or settings.model
        if not name:
            raise SettingsError("no model is set", hint="Set GROUNDWIRE_MODEL")
        self._name = name
        self._settings = settings
        self._sleep = sleep
        self._is_openai = (settings.base_url or OPENAI_URL) == OPENAI_URL
        self._key = settings.api_key.get_secret_value() if settings.api_key else ""
        self._client: OpenAI | None = None
        self._lock = Lock()
        self._unsupported: set[str] = set()
        purse = purse or Purse(settings.budget, settings.budget_tokens)
        self.spending = Spending(self._price(), purse)
        if settings.budget is not None and self.spending.price is None:
            raise SettingsError(
                f"a budget in dollars is set, but no price is known for {name!r}",
                hint="Set GROUNDWIRE_PRICE_IN and GROUNDWIRE_PRICE_OUT, or GROUNDWIRE_BUDGET_TOKENS",
            )

    @property
    def name(self) -> str:
        """The model's name."""
        return self._name

    def reply(self, messages: Sequence[Message], max_tokens: int) -> Iterator[str | ReplyEnd]:
        """Yield pieces of text, then one `ReplyEnd`; see `Model.reply`.

        What fails for a passing reason before the first piece is tried again, after the time that the server
        asks for. Once text has come, a failure is the caller's to handle.
        """
        import tenacity

        tokens_in = sum(count_tokens(m["content"], self._name) + 4 for m in messages)
        self.spending.check(tokens_in, max_tokens)
        retrying = tenacity.Retrying(
            retry=tenacity.retry_if_exception(self._is_worth_retrying),
            stop=tenacity.stop_after_attempt(self._settings.retries + 1),
            wait=self._wait,
            sleep=self._sleep,
            reraise=True,
        )
        first, rest = retrying(self._open, list(messages), max_tokens, tokens_in)
        try:
            yield first
            yield from rest
        finally:
            rest.close()

    def models(self) -> list[str]:
        """Return the names of the models that the endpoint offers.

        Raises:
            ModelFailure: it cannot be asked.
        """
        try:
            return [str(model.id) for model in self._connected().models.list()]
        except Exception as error:
            problem = self._failure(error)
        raise problem

    def close(self) -> None:
        """Close the connections."""
        with self._lock:
            if self._client is not None:
                self._client.close()
                self._client = None

    def _open(
        self, messages: list[Message], max_tokens: int, tokens_in: int
    ) -> tuple[str | ReplyEnd, Generator[str | ReplyEnd, None, None]]:
        """Send the request and wait for the first piece of text."""
        pieces = self._pieces(messages, max_tokens, tokens_in)
        first = next(pieces)
        if isinstance(first, ReplyEnd):
            if first.reason == "content_filter":
                raise ModelFailure(
                    FailureKind.FILTER, f"the content filter at {self._settings.endpoint} stopped the answer"
                )
            raise ModelFailure(FailureKind.EMPTY, f"the model {self._name!r} returned nothing")
        return first, pieces

    def _pieces(
        self, messages: list[Message], max_tokens: int, tokens_in: int
    ) -> Generator[str | ReplyEnd, None, None]:
        written: list[str] = []
        reason, used = "", None
        problem: ModelFailure | None = None
        stream: Any = None
        try:
            stream = self._request(messages, max_tokens)
            for chunk in stream:
                used = _of(chunk, "usage") or used
                choices = _of(chunk, "choices")
                for choice in choices[:1] if isinstance(choices, list) else ():
                    reason = _of(choice, "finish_reason") or reason
                    text = _text_of(_of(choice, "delta"))
                    if text:
                        written.append(text)
                        yield text
        except Exception as error:
            problem = self._failure(error)
        finally:
            if stream is not None:
                with suppress(Exception):
                    stream.close()
            usage = self._book(used, tokens_in, "".join(written))
        if problem is None and not reason and written:
            problem = ModelFailure(
                FailureKind.CONNECTION, f"the model at {self._settings.endpoint} broke off in the middle"
            )
        if problem is not None:
            raise problem
        yield ReplyEnd(complete=reason == "stop", reason=reason, usage=usage)

    def _request(self, messages: list[Message], max_tokens: int) -> Any:
        """Open the stream, leaving out options that this endpoint has refused.

        Its chunks come as plain dictionaries: with many readers at once, building the client's own classes
        for each token would take a good part of the processor.
        """
        import openai

        limit = "max_completion_tokens" if self._is_openai else "max_tokens"
        while True:
            options: dict[str, Any] = {
                limit: max_tokens,
                "temperature": self._settings.temperature,
                "stream_options": {"include_usage": True},
            }
            options = {name: value for name, value in options.items() if name not in self._unsupported}
            try:
                return self._connected().post(
                    "/chat/completions",
                    cast_to=object,
                    body={"model": self._name, "messages": messages, "stream": True, **options},
                    stream=True,
                    stream_cls=openai.Stream[object],
                )
            except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
                refused = {name for name in options if name in str(error.body)}
                if not refused:
                    raise
                self._unsupported |= refused

    def _connected(self) -> "OpenAI":
        from openai import OpenAI

        with self._lock:
            if self._client is None:
                self._client = OpenAI(
                    api_key=self._key or "none",
                    base_url=self._settings.base_url or OPENAI_URL,
                    max_retries=0,
                    http_client=bounded_client(
                        timeout=self._settings.timeout, deadline=self._settings.deadline
                    ),
                )
            return self._client

    def _book(self, used: Any, tokens_in: int, written: str) -> Usage:
        sent, got = _of(used, "prompt_tokens"), _of(used, "completion_tokens")
        told = isinstance(sent, int) and isinstance(got, int) and sent >= 0 and got >= 0
        if told:
            return self.spending.spend(sent, got, estimated=False)
        return self.spending.spend(tokens_in, count_tokens(written, self._name), estimated=True)

    def _failure(self, error: Exception) -> ModelFailure:
        return failure_of(error, endpoint=self._settings.endpoint, model=self._name, key=self._key)

    def _price(self) -> Price | None:
        known = known_price(self._name) if self._is_openai else None
        if known is not None and self._name != self._settings.model:
            return known  # the prices that are set are those of the model that writes
        if self._settings.price_in is not None and self._settings.price_out is not None:
            return Price(self._settings.price_in, self._settings.price_out)
        return known

    def _is_worth_retrying(self, error: BaseException) -> bool:
        waits = error.retry_after if isinstance(error, ModelFailure) else None
        return isinstance(error, ModelFailure) and error.retryable and (waits or 0) <= self._settings.max_wait

    def _wait(self, state: "RetryCallState") -> float:
        error = state.outcome.exception() if state.outcome else None
        if isinstance(error, ModelFailure) and error.retry_after is not None:
            return error.retry_after
        return min(0.5 * 2.0 ** (state.attempt_number - 1), self._settings.max_wait)


def _of(value: Any, name: str) -> Any:
    """Return a field of what a server sent, None where it sent something else."""
    return value.get(name) if isinstance(value, dict) else None


def _text_of(delta: Any) -> str:
    """Return the text of a streamed piece; reasoning that comes in a field of its own is no answer."""
    content = _of(delta, "content")
    if isinstance(content, list):
        return "".join(p["text"] for p in content if isinstance(p, dict) and isinstance(p.get("text"), str))
    return content if isinstance(content, str) else ""
