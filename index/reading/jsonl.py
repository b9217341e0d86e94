"""JSON Lines: one object per line, each an article."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from index.reading.decoding import decode
from index.reading.draft import Draft, Problem
from index.reading.html import extract
from index.reading.limits import LIMITS, Limits, size_of
from index.reading.lines import split_lines

_TEXTS = ("title", "outlet", "author", "url", "published_at", "modified_at", "language")


def read_jsonl(stream: BinaryIO, limits: Limits = LIMITS) -> Iterator[Draft | Problem]:
    """Yield the article of every line: `text` or `html`, and optional fields."""
    for number, line in enumerate(split_lines(stream, limits.article_bytes), 1):
        if line is None:
            yield Problem(f"the line is longer than {size_of(limits.article_bytes)}", number)
        elif line.strip():
            yield from _article(line, number)


def _article(line: bytes, number: int) -> Iterator[Draft | Problem]:
    text = decode(line)
    try:
        record = json.loads(text) if text is not None else None
    except (ValueError, RecursionError) as error:
        place = f" at column {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        yield Problem(f"the line is not valid JSON{place}", number)
        return
    if not isinstance(record, dict):
        yield Problem("the line is not a JSON object", number)
        return
    body, page = record.get("text"), record.get("html")
    if isinstance(body, str) and body.strip():
        draft = Draft(text=body, line=number, several=True)
    elif isinstance(page, str) and page.strip():
        found = extract(page)
        if found is None:
            yield Problem("its html has no article in it", number)
            return
        draft = found
    else:
        wrong = "not a string or empty" if "text" in record or "html" in record else "missing"
        yield Problem(f'"text" (or "html") is {wrong}', number)
        return
    fields, problems = _fields(record, number)
    yield _with(draft, fields, number)
    yield from problems


def _fields(record: dict[str, Any], number: int) -> tuple[dict[str, str], list[Problem]]:
    fields: dict[str, str] = {}
    problems: list[Problem] = []
    for name in ("id", *_TEXTS):
        value = record.get(name)
        if name == "id" and isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if isinstance(value, str):
            if value.strip():
                fields["article_id" if name == "id" else name] = value
        elif value is not None:
            problems.append(
                Problem(f'"{name}" is not a string; the article is kept without it', number, True)
            )
    return fields, problems


def _with(draft: Draft, fields: dict[str, str], number: int) -> Draft:
    return Draft(
        text=draft.text,
        article_id=fields.get("article_id"),
        title=fields.get("title", draft.title),
        outlet=fields.get("outlet", draft.outlet),
        author=fields.get("author", draft.author),
        url=fields.get("url", draft.url),
        published_at=fields.get("published_at", draft.published_at),
        modified_at=fields.get("modified_at", draft.modified_at),
        language=fields.get("language", draft.language),
        line=number,
        several=True,
    )
