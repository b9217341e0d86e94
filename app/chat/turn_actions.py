"""What can be done with an answer: ask again, edit, copy, keep, link to, judge."""

from app.chat.keeping.store import Feedback
from app.chat.markup import text

_SAID = {Feedback.RIGHT: "Right", Feedback.WRONG: "Wrong", Feedback.BADLY_CITED: "Badly cited"}


def actions_html(turn_id: str, *, has_answer: bool, said: Feedback | None) -> str:
    """Return the row of buttons under a turn that has ended.

    Args:
        turn_id: of the turn.
        has_answer: whether there is an answer to copy, keep and judge.
        said: what the reader said of it.
    """
    parts = [_button("again", "Ask again"), _button("edit", "Edit")]
    if has_answer:
        address = f"/answer/{text(turn_id)}"
        parts += [
            _button("copy", "Copy"),
            f'<a href="{address}.json" download>JSON</a>',
            f'<a href="{address}.html" download>HTML</a>',
            f'<a href="{address}" target="_blank" rel="noopener">Link</a>',
            '<span class="gw-said" role="group" aria-label="Your opinion of this answer">',
            *(
                f'<button type="button" data-do="said" data-said="{label.value}" '
                f'aria-pressed="{"true" if label is said else "false"}">{name}</button>'
                for label, name in _SAID.items()
            ),
            "</span>",
        ]
    return f'<div class="gw-actions">{"".join(parts)}</div>'


def _button(action: str, name: str) -> str:
    return f'<button type="button" data-do="{action}">{name}</button>'
