"""What the archive holds: articles, their versions, and the passages cut from them."""

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Character offsets `[start, end)` into an article's clean text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the characters of `text` that this span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleInfo:
    """All that is known of one article version but its text.

    Args:
        article_id: stable name of the article across its versions.
        version: content hash of the clean text, see `version_of`.
        title: headline, empty when the text holds none.
        outlet: publisher, None when unknown.
        author: byline, None when unknown.
        url: where it was published, None when unknown.
        published_at: ISO 8601, as precise as the source is: `2023-10-25`, `2023-10-25T22:43` or with an
            offset; None when unknown. See `index.dates`.
        source_path: the file (or URL) it was read from; `bundle.zip/inner.txt` for a member of a bundle.
        modified_at: when the source says that it last changed it, as `published_at`; None when unknown.
        language: BCP 47 tag as the source gives it, such as `en` or `pt-BR`; None when unknown.
    """

    article_id: str
    version: str
    title: str = ""
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    published_at: str | None = None
    source_path: str = ""
    modified_at: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One version of an article: its clean text and what is known of it."""

    info: ArticleInfo
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A run of whole sentences of one article version: the unit that is embedded and searched.

    `article.text[start:end] == text` and every span of `sentences` counts from the article's start too.
    """

    passage_id: str
    article_id: str
    version: str
    ordinal: int
    start: int
    end: int
    text: str
    sentences: tuple[Span, ...]


def version_of(text: str) -> str:
    """Return the version of a clean text: the first 16 hex digits of its SHA-256."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def passage_id_of(article_id: str, version: str, ordinal: int) -> str:
    """Return the id of an article version's `ordinal`-th passage (from 0)."""
    return f"{article_id}@{version}#{ordinal}"
