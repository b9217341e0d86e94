"""E-mails, such as newsletters (`.eml`), and pages saved in the form of one (`.mhtml`)."""

from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr
from typing import BinaryIO

from index.reading.bounded import read_all
from index.reading.decoding import declared_encoding, decode
from index.reading.draft import Draft, Problem
from index.reading.html import extract
from index.reading.limits import LIMITS, Limits

MOST_PARTS = 1_000
ENOUGH = 0.5  # share of the plain part's words that the article found in the HTML part must have


def read_eml(stream: BinaryIO, limits: Limits = LIMITS) -> Iterator[Draft | Problem]:
    """Yield the article of an e-mail: its subject, its sender as the outlet, its date, its text.

    The HTML part is taken where an article is found in it that holds about as much as the plain part: that
    one is often only a link to the page. What is attached is left out.
    """
    message = message_from_bytes(read_all(stream, limits.article_bytes), policy=policy.compat32)
    plain = next((text for text in _texts(message, "text/plain") if text.strip()), "")
    pages = (extract(page) for page in _texts(message, "text/html"))
    found = next((draft for draft in pages if draft is not None), None)
    plain = plain.partition("\n-- \n")[0]  # a signature stands below
    if found is not None and len(found.text.split()) >= ENOUGH * len(plain.split()):
        text, language = found.text, found.language
    else:
        text, language = plain, None
    if not text.strip():
        yield Problem("the message has no text in it")
        return
    name, address = parseaddr(str(message.get("From", "")))
    message_id = _header(message, "Message-ID").strip("<> ")
    yield Draft(
        text=text,
        article_id=f"mid:{message_id}" if message_id else None,
        title=_header(message, "Subject") or None,
        outlet=_decoded(name) or address or None,
        published_at=_header(message, "Date") or None,
        language=language,
    )


def read_mhtml(stream: BinaryIO, limits: Limits = LIMITS) -> Iterator[Draft | Problem]:
    """Yield the article of a saved page. The day on which it was saved is not that of the article."""
    message = message_from_bytes(read_all(stream, limits.article_bytes), policy=policy.compat32)
    for page in _texts(message, "text/html"):
        draft = extract(page)
        if draft is not None:
            place = _header(message, "Snapshot-Content-Location")
            yield replace(draft, url=draft.url or place or None)
            return
    yield Problem("the page has no article in it")


def _texts(message: Message, kind: str) -> Iterator[str]:
    """Yield the bodies of a kind, in order, without attachments."""
    for number, part in enumerate(message.walk()):
        if number >= MOST_PARTS:
            return
        if part.get_content_type() != kind or part.get_content_disposition() == "attachment":
            continue
        data = part.get_payload(decode=True)
        if not isinstance(data, bytes):
            continue
        declared = part.get_content_charset() or (declared_encoding(data) if kind == "text/html" else None)
        text = decode(data, declared=declared)
        if text is not None:
            yield text.replace("\r\n", "\n")


def _header(message: Message, name: str) -> str:
    return _decoded(str(message.get(name, "")))


def _decoded(header: str) -> str:
    """Return a header's text on one line; as it stands where its encoding is not one."""
    try:
        text = str(make_header(decode_header(header)))
    except (ValueError, LookupError):
        text = header
    return " ".join(text.split())
