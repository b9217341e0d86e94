"""What can go wrong with a model, each told in words, and whether trying again helps."""

import json
import re
from enum import StrEnum
from typing import Any

from index.errors import ModelError


class FailureKind(StrEnum):
    """Why a model gave no usable result."""

    KEY = "key"
    QUOTA = "quota"
    RATE = "rate"
    MODEL = "model"
    REQUEST = "request"
    CONTEXT = "context"
    FILTER = "filter"
    SERVER = "server"
    TIMEOUT = "timeout"
    CONNECTION = "connection"
    MALFORMED = "malformed"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    BUDGET = "budget"


_PASSING = {
    FailureKind.RATE,
    FailureKind.SERVER,
    FailureKind.TIMEOUT,
    FailureKind.CONNECTION,
    FailureKind.MALFORMED,
    FailureKind.EMPTY,
}


class ModelFailure(ModelError):
    """A `ModelError` of a known kind.

    Args:
        kind: why.
        message: what went wrong.
        hint: what the user can do.
        retry_after: seconds that the server asks to wait.

    `broke_off` says whether some of a reply had come before.
    """

    def __init__(
        self, kind: FailureKind, message: str, *, hint: str = "", retry_after: float | None = None
    ) -> None:
        super().__init__(message, hint=hint, retryable=kind in _PASSING)
        self.kind = kind
        self.retry_after = retry_after
        self.broke_off = False


_CONTEXT = re.compile(
    r"context.{0,20}(?:length|window|size)|maximum context|too many tokens|prompt is too long|"
    r"exceeds? the available context|input is too long|max_model_len|n_ctx",
    re.IGNORECASE,
)
_FILTER = re.compile(r"content.?(?:filter|policy|management)|responsible.?ai|moderation", re.IGNORECASE)
_MODEL = re.compile(r"model", re.IGNORECASE)
_SECRET = re.compile(r"\b(?:sk|pk|rk|key|tok)[-_][\w-]{6,}|Bearer\s+\S+", re.IGNORECASE)
_MAX_QUOTED = 160


def failure_of(error: Exception, *, endpoint: str, model: str, key: str = "") -> ModelFailure:
    """Return what `error`, raised by the client library or the connection below it, means to a user.

    Args:
        error: what was raised.
        endpoint: address without secrets.
        model: the model's name.
        key: removed wherever a server repeats it.
    """
    import httpx
    import openai

    if isinstance(error, ModelFailure):
        return error
    if isinstance(error, openai.APITimeoutError | httpx.TimeoutException):
        return ModelFailure(
            FailureKind.TIMEOUT,
            f"the model at {endpoint} did not answer in time",
            hint="Raise GROUNDWIRE_TIMEOUT for a slow machine",
        )
    if isinstance(error, openai.APIStatusError):
        return _of_status(error, endpoint, model, key)
    if isinstance(error, openai.APIConnectionError | httpx.TransportError | OSError):
        return ModelFailure(
            FailureKind.CONNECTION,
            f"the connection to the model at {endpoint} failed",
            hint="Check that the server runs and that OPENAI_BASE_URL is right",
        )
    if isinstance(error, openai.APIError):
        return _of_stream_error(error, endpoint, key)
    return ModelFailure(
        FailureKind.MALFORMED,
        f"the model at {endpoint} sent something that is no answer ({type(error).__name__})",
        hint="Check that OPENAI_BASE_URL leads to an OpenAI-compatible server, usually ending in /v1",
    )


def _of_status(  # noqa: PLR0911  one return per status
    error: Any, endpoint: str, model: str, key: str
) -> ModelFailure:
    status: int = error.status_code
    told = _told(error, key)
    code = str(getattr(error, "code", "") or "")
    text = f"{code} {told}"
    said = f": {told}" if told else ""
    if status in (400, 413, 422) and (code == "context_length_exceeded" or _CONTEXT.search(text)):
        return ModelFailure(
            FailureKind.CONTEXT,
            f"the evidence is too long for the model {model!r}",
            hint="Lower GROUNDWIRE_EVIDENCE_TOKENS",
        )
    if status in (400, 403, 422) and _FILTER.search(text):
        return _filtered(endpoint)
    if status in (401, 403):
        return ModelFailure(
            FailureKind.KEY,
            f"{endpoint} does not accept the key ({status})"
            if key
            else f"{endpoint} asks for a key ({status})",
            hint="Check OPENAI_API_KEY",
        )
    if status == 404 and _MODEL.search(told):
        return ModelFailure(
            FailureKind.MODEL, f"{endpoint} has no model {model!r} (404)", hint="Check GROUNDWIRE_MODEL"
        )
    if status == 404:
        return ModelFailure(
            FailureKind.MODEL,
            f"{endpoint} knows neither this address nor a model {model!r} (404)",
            hint="Check GROUNDWIRE_MODEL, and OPENAI_BASE_URL, which usually ends in /v1",
        )
    if status == 429 and ("quota" in text.lower() or "billing" in text.lower()):
        return ModelFailure(FailureKind.QUOTA, f"the quota at {endpoint} is used up (429)")
    if status == 429:
        return ModelFailure(
            FailureKind.RATE,
            f"{endpoint} takes no more requests for now (429)",
            hint="Try again later",
            retry_after=_retry_after(error.response.headers),
        )
    if status in (408, 409) or status >= 500:
        return ModelFailure(
            FailureKind.SERVER,
            f"the model's server at {endpoint} failed ({status}){said}",
            hint="Try again later",
            retry_after=_retry_after(error.response.headers),
        )
    return ModelFailure(FailureKind.REQUEST, f"{endpoint} refused the request ({status}){said}")


def _of_stream_error(error: Any, endpoint: str, key: str) -> ModelFailure:
    """Return what an error event in the middle of a stream means."""
    told = _told(error, key)
    text = f"{getattr(error, 'code', '')} {told}"
    if _CONTEXT.search(text):
        return ModelFailure(FailureKind.CONTEXT, "the evidence is too long for the model")
    if _FILTER.search(text):
        return _filtered(endpoint)
    return ModelFailure(
        FailureKind.SERVER, f"the model's server at {endpoint} failed" + (f": {told}" if told else "")
    )


def _filtered(endpoint: str) -> ModelFailure:
    return ModelFailure(FailureKind.FILTER, f"the content filter at {endpoint} stopped the answer")


def _told(error: Any, key: str) -> str:
    """Return the server's own words on one short line, without keys."""
    body = getattr(error, "body", None)
    words: object = body.get("message") if isinstance(body, dict) else None
    if not isinstance(words, str):
        return ""
    if key:
        words = words.replace(key, "***")
    words = _SECRET.sub("***", words)
    line = " ".join("".join(c if c.isprintable() else " " for c in words).split())
    return line if len(line) <= _MAX_QUOTED else line[:_MAX_QUOTED] + "…"


def _retry_after(headers: Any) -> float | None:
    """Return the seconds of `Retry-After` or `retry-after-ms`, None when neither is a number.

    RFC 9110, 10.2.3 allows a date too; then the wait grows as usual.
    """
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        try:
            seconds = float(json.loads(headers.get(name, "null"))) * unit
        except (TypeError, ValueError):
            continue
        if 0 <= seconds < float("inf"):
            return seconds
    return None
