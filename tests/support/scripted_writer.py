"""A model that replies what it was told to."""

from collections.abc import Iterator, Sequence

from app.model.client import Message, ReplyEnd


class ScriptedWriter:
    """Gives its replies in order and remembers what it was sent."""

    name = "scripted"

    def __init__(self, *replies: str) -> None:
        self.replies = list(replies)
        self.sent: list[list[Message]] = []

    def reply(self, messages: Sequence[Message], max_tokens: int) -> Iterator[str | ReplyEnd]:
        self.sent.append(list(messages))
        yield self.replies.pop(0)
        yield ReplyEnd(complete=True)

    def close(self) -> None:
        """Nothing is open."""
