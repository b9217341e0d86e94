"""HTML in which text is escaped unless it was built here: question, article and model text are hostile."""

import html
import unicodedata
from collections.abc import Iterable
from typing import Any

_VOID = frozenset({"meta", "input", "br"})
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Html(str):
    """Markup that is known to be safe, because `el` made it."""

    __slots__ = ()


Child = str | int | float | Html | None | Iterable["Child"]


def el(name: str, /, *children: Any, **attributes: Any) -> Html:
    """Return an element; children that are not `Html` are escaped, None and False attributes left out.

    Args:
        name: tag name.
        children: text, markup, or lists of them.
        attributes: `class_` and `for_` lose the underscore, other underscores become hyphens.
    """
    written = "".join(
        f" {_attribute(key)}" + ("" if value is True else f'="{escape(str(value))}"')
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    if name in _VOID:
        return Html(f"<{name}{written}>")
    return Html(f"<{name}{written}>{join(children)}</{name}>")


def join(children: Any) -> Html:
    """Return children one after another, escaped where they are plain text."""
    if children is None:
        return Html("")
    if isinstance(children, Html):
        return children
    if isinstance(children, str | int | float):
        return Html(escape(str(children)))
    return Html("".join(join(child) for child in children))


def escape(text: str) -> str:
    """Return text that is only text in HTML, without control characters and turned writing direction."""
    return html.escape(
        "".join(
            c if c in "\n\t" or (unicodedata.category(c) not in ("Cc", "Cs") and c not in _BIDI) else "�"
            for c in text
        )
    )


def _attribute(key: str) -> str:
    return key.rstrip("_").replace("_", "-")
