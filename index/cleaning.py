"""From the raw text of an article to its clean text, the one that spans refer to.

Clean text is: Unicode NFC; lines ended by a line feed, one blank line at most between them; no white space
at either end of a line and no double spaces; no control characters, lone surrogates (they become U+FFFD) or
invisible format characters. Every line is a paragraph, heading or list item: lines that were only wrapped to
a width are joined. Page furniture is gone. Otherwise the words stay as they are, faults included: text is
evidence.

A headline, outlet, byline or dateline found at the head of the text is lifted out of it: a passage is
embedded with its title anyway, and a title is no sentence to cite. What is not found for certain stays in
the text.
"""

from dataclasses import dataclass

from index.cleaning_furniture import without_furniture
from index.cleaning_head import lift_head, read_dateline
from index.cleaning_normal import normalise, one_line, unwrap


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """Clean text, and what its head told. `title` is empty and the rest None where it told nothing."""

    text: str
    title: str = ""
    outlet: str | None = None
    author: str | None = None
    published_at: str | None = None


def clean(text: str, *, title: str = "") -> Cleaned:
    """Return the clean text of an article.

    Args:
        text: as it was read; any string.
        title: the headline, when the source gave it apart from the text.
    """
    lines = without_furniture(unwrap(normalise(text).split("\n")))
    head = lift_head(lines, one_line(title))
    body = "\n".join(head.rest).strip()
    dateline = read_dateline(body)
    return Cleaned(
        text=normalise(body),
        title=head.title,
        outlet=head.outlet or dateline.outlet,
        author=head.author,
        published_at=head.published_at or dateline.published_at,
    )
