"""How much one source may take: memory, time, and what a small file may grow to."""

from dataclasses import dataclass

MB = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds on reading. What lies beyond one costs that file, or that member of a bundle, and nothing else.

    Args:
        article_bytes: one article, or one line of a file of many.
        article_chars: text of one article, before it is cleaned; long novels have half as much.
        page_bytes: one HTML page. While its article is looked for it takes 15 to 40 times its size in
            memory (measured on generated pages of 2 and 6 MB, all text and all tags).
        bundle_bytes: all that one bundle (`.gz`, `.zip`, `.docx`) may unpack to.
        bundle_ratio: how many times its own size a bundle may unpack to, once it is past `free_bytes`; text
            shrinks to a tenth, an archive of like articles to a fiftieth.
        free_bytes: what any bundle may unpack to.
        bundle_members: files in one bundle.
        pdf_pages: pages of a PDF.
        pdf_seconds: time that taking a PDF apart may use.
        pdf_bytes: memory that taking a PDF apart may use.
    """

    article_bytes: int = 64 * MB
    article_chars: int = 8_000_000
    page_bytes: int = 16 * MB
    bundle_bytes: int = 4096 * MB
    bundle_ratio: int = 200
    free_bytes: int = 16 * MB
    bundle_members: int = 200_000
    pdf_pages: int = 2_000
    pdf_seconds: float = 120
    pdf_bytes: int = 1024 * MB


LIMITS = Limits()
"""What holds when nobody says otherwise."""


def size_of(count: int) -> str:
    """Return a number of bytes for a reader, such as `64 MB`."""
    if count >= MB:
        return f"{count / MB:.0f} MB"
    return f"{count / 1024:.0f} kB" if count >= 1024 else f"{count} bytes"
