"""Word lists written as plain text."""


def words(text: str) -> tuple[str, ...]:
    """Return the words of `text`."""
    return tuple(text.split())
