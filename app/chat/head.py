"""The top of the page: what the archive holds, who is logged in, and one line for what just happened."""

from app.chat.markup import text
from app.chat.serving.people import Person
from app.chat.told import told
from index.archive import ArchiveStats


def head_html(stats: ArchiveStats | None, person: Person | None, problem: str = "") -> str:
    """Return the head.

    Args:
        stats: what the archive holds, None before it is known.
        person: who looks.
        problem: one sentence in place of the stats.
    """
    told = f'<p class="gw-problem" role="alert">{text(problem)}</p>' if problem else f"<p>{_held(stats)}</p>"
    who = ""
    if person and person.name:
        who = (
            f'<form class="gw-who" method="post" action="/logout"><span>{text(person.name)}</span> '
            "<button>Log out</button></form>"
        )
    return f'<header class="gw-head"><div><h1>Groundwire</h1>{told}</div>{who}</header>'


def notice_html(words: str = "", *, problem: bool = False) -> str:
    """Return the line for what just happened; it is read out when it changes."""
    kind = "gw-notice gw-problem" if problem else "gw-notice"
    return f'<p class="{kind}" role="status" aria-live="polite">{text(words)}</p>'


def action_notice(words: str, chosen: str, name: str) -> str:
    """Return the line with a button, which the notice's script tells of as `chosen`."""
    button = f'<button type="button" class="gw-button" data-chosen="{text(chosen)}">{text(name)}</button>'
    return f'<p class="gw-notice" role="status" aria-live="polite">{text(words)} {button}</p>'


def problem_notice(error: Exception) -> str:
    """Return the line for something that went wrong."""
    return notice_html(told(error), problem=True)


def _held(stats: ArchiveStats | None) -> str:
    if stats is None:
        return "&nbsp;"
    dates = ""
    if stats.earliest and stats.latest:
        first, last = stats.earliest[:10], stats.latest[:10]
        dates = f", published {first}" if first == last else f", published {first} to {last}"
    outlets = ", ".join(text(name) for name, _ in stats.outlets[:6])
    held = f"{stats.articles:,} articles in {stats.passages:,} passages{dates}"
    return f"{held}{'. Outlets: ' + outlets if outlets else ''}."
