"""A page without scripts: the login, and single answers to link to or to keep."""

from app.chat.assets import asset
from app.chat.markup import text


def plain_style() -> str:
    """Return the style of plain pages."""
    return asset("plain.css")


def plain_page(title: str, body: str) -> str:
    """Return a whole HTML page that needs nothing else.

    Args:
        title: as text.
        body: as HTML, escaped already.
    """
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{text(title)}</title><style>{plain_style()}</style></head><body><main>{body}</main></body></html>"
    )
