"""What the commands print: JSON alone on standard output, remarks on standard error, text made harmless."""

import json
import sys
import unicodedata
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console


def harmless(text: str) -> str:
    """Return `text` without characters that could steer a terminal; newlines and tabs stay.

    Replaced are control characters (escape sequences begin with one), direction overrides, lone surrogates.
    """
    return "".join(
        char
        if char in "\n\t" or (unicodedata.category(char) not in ("Cc", "Cs") and char not in _BIDI)
        else "�"
        for char in text
    )


_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def one_line(text: str) -> str:
    """Return `text` harmless and on one line."""
    return " ".join(harmless(text).split())


def print_json(value: Any) -> None:
    """Print `value` as indented JSON on standard output."""
    sys.stdout.write(
        json.dumps(value, ensure_ascii=False, indent=2).encode("utf-8", "replace").decode() + "\n"
    )


def remark(text: str) -> None:
    """Print one line on standard error."""
    sys.stderr.write(one_line(text) + "\n")


def console() -> "Console":
    """Return a console on standard output that takes no markup from its text."""
    from rich.console import Console

    return Console(markup=False, highlight=False, soft_wrap=False)
