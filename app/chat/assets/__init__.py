"""Scripts and styles of the page, read as they are."""

from importlib import resources


def asset(name: str) -> str:
    """Return the text of a file of this folder."""
    return (resources.files("app.chat.assets") / name).read_text(encoding="utf-8")
