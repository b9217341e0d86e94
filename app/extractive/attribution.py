"""Who said something and when, in words for the reader."""

from datetime import date

from index.article import ArticleInfo

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
MOST_TITLE = 80  # characters of a title that are shown


def attribution(article: ArticleInfo) -> str:
    """Return outlet (else title) and date, such as "Harbour Post, 25 October 2023:"."""
    return f"{source_of(article)}, {day_of(article) or 'undated'}:"


def source_of(article: ArticleInfo) -> str:
    """Return the outlet, else the title in quotation marks, else "an article"."""
    if article.outlet:
        return article.outlet
    title = article.title
    if len(title) > MOST_TITLE:
        title = title[:MOST_TITLE].rsplit(" ", 1)[0] + " …"
    return f"“{title}”" if title else "An article"


def day_of(article: ArticleInfo) -> str:
    """Return the publication day in words, empty when unknown."""
    try:
        day = date.fromisoformat((article.published_at or "")[:10])
    except ValueError:
        return ""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
