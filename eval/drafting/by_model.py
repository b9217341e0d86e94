"""Drafts cases with a language model: it proposes, and what its article does not hold is thrown away.

The model writes question, fact, quote and wordings as one JSON object. Typed values are not left to it: they
are read from its fact, and kept only where the quoted sentence says them too. A draft is kept when its quote
stands in the article word for word and its sentence says the fact in full.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

import prompts
from app.model.client import Message, Model, ReplyEnd
from eval.articles import StoredArticles
from eval.cases import Case
from eval.checking import check_cases
from eval.drafting.rules import values_in
from index.article import Article
from index.errors import ModelError

_TOKENS = 1_500
_TRIES = 2
_MOST_TEXT = 12_000  # characters of an article that are sent
_MOST_WORDS = 6  # of a wording


class _Model(BaseModel):
    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True)


class _Falsehood(_Model):
    text: str
    wordings: list[str]
    why: str = ""


class _Draft(_Model):
    question: str
    fact: str
    quote: str
    wordings: list[str] = []
    falsehoods: list[_Falsehood] = []


class _Reply(_Model):
    drafts: list[_Draft]
    unanswered: list[str] = []


@dataclass(frozen=True)
class Drafted:
    """The drafts of one article in the case format, and how many were thrown away, by reason."""

    cases: tuple[dict[str, Any], ...]
    dropped: Counter[str]


class ModelDrafter:
    """Drafts cases with a model.

    Args:
        model: writes.
        per_article: how many answerable drafts to ask for.
    """

    def __init__(self, model: Model, per_article: int = 4) -> None:
        self._model = model
        self._number = per_article
        self._rules = prompts.load("draft_cases")
        self._prompt = prompts.load("draft_article")

    def draft(self, article: Article, prefix: str) -> Drafted:
        """Return the drafts of one article; their ids begin with `prefix`.

        Raises:
            ModelError: the model gave nothing that can be read, or could not be asked.
        """
        reply = self._ask(article)
        kept: list[dict[str, Any]] = []
        dropped: Counter[str] = Counter()
        for draft in reply.drafts:
            row, problem = _checked(draft, article, f"{prefix}-{len(kept) + 1}")
            if row is None:
                dropped[problem] += 1
            else:
                kept.append(row)
        for question in filter(None, reply.unanswered):
            case_id = f"{prefix}-{len(kept) + 1}"
            kept.append(
                {
                    "id": case_id,
                    "question": question,
                    "answerable": False,
                    "tags": ["draft", "unanswerable"],
                    "note": f"{_from(article)}; look whether another article answers it",
                }
            )
        return Drafted(tuple(kept), dropped)

    def messages(self, article: Article) -> list[Message]:
        """Return what the model is sent; an article sent as JSON strings cannot end its own quotation."""
        info = article.info
        about = ", ".join(filter(None, (info.title, info.outlet, info.published_at)))
        content = self._prompt.fill(
            number=str(self._number),
            about=json.dumps(about, ensure_ascii=False),
            text=json.dumps(article.text[:_MOST_TEXT], ensure_ascii=False),
        )
        return [{"role": "system", "content": self._rules.text}, {"role": "user", "content": content}]

    def _ask(self, article: Article) -> _Reply:
        written = ""
        for _ in range(_TRIES):
            pieces = self._model.reply(self.messages(article), _TOKENS)
            written = "".join(p for p in pieces if not isinstance(p, ReplyEnd))
            try:
                return _Reply.model_validate_json(written[written.find("{") : written.rfind("}") + 1])
            except ValidationError:
                continue
        shown = " ".join(written.split())[:80]
        raise ModelError(
            f"the model {self._model.name} gave no drafts that can be read: {shown!r}",
            hint="Try again, another model, or --by rules",
        )


def _checked(draft: _Draft, article: Article, case_id: str) -> tuple[dict[str, Any] | None, str]:
    """Return the draft in the case format, or None and why it was thrown away."""
    quote = _verbatim(draft.quote, article.text)
    if not quote:
        return None, "its quote does not stand in the article"
    fact = {"text": draft.fact, "spans": [{"article": article.info.article_id, "quote": quote}]}
    falsehoods = [
        {"text": f.text, "accept": _short(f.wordings), **({"why": f.why} if f.why else {})}
        for f in draft.falsehoods
        if f.text and _short(f.wordings)
    ]
    row = {
        "id": case_id,
        "question": draft.question,
        "answerable": True,
        "facts": [fact],
        "tags": ["draft"],
        "note": _from(article),
    }
    # The fullest fact first; values that the sentence does not say go, then falsehoods that it does
    for said in _ways_to_say(draft):
        for forbidden in (falsehoods, []):
            tried = {**row, "facts": [{**fact, **said}], **({"forbidden": forbidden} if forbidden else {})}
            try:
                case = Case.model_validate(tried)
            except ValidationError:
                continue
            if not any(p.fatal for p in check_cases([case], StoredArticles([article]))):
                return tried, ""
    return None, "the quoted sentence does not say its fact"


def _ways_to_say(draft: _Draft) -> Iterator[dict[str, Any]]:
    wordings = _short(draft.wordings)
    values = list(values_in(draft.fact))
    accept = {"accept": wordings} if wordings else {}
    for keep in range(len(values), 0, -1):
        yield {**accept, "values": values[:keep]}
        if accept:
            yield {"values": values[:keep]}
    if accept:
        yield accept


def _short(wordings: Sequence[str]) -> list[str]:
    return [w for w in dict.fromkeys(filter(None, wordings)) if len(w.split()) <= _MOST_WORDS]


def _verbatim(quote: str, text: str) -> str:
    """Return the article's own words for a quote, white space aside; empty when they do not stand in it."""
    words = quote.split()
    found = re.search(r"\s+".join(map(re.escape, words)), text) if words else None
    return found[0] if found else ""


def _from(article: Article) -> str:
    return f"drafted by a model from {article.info.title or article.info.article_id}"
