"""Questions that are being answered now, so that they can be stopped with what they have shown so far."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Event, Lock

from app.answer import Answer, Citation, Claim, Status

STOPPED = "Stopped before the answer was whole."


@dataclass(slots=True)
class Running:
    """One question under way.

    Args:
        turn_id: of its turn.
        question: as asked.
        stop: set when it is to end.
        claims: shown so far.
        citations: of those.
    """

    turn_id: str
    question: str
    stop: Event = field(default_factory=Event)
    claims: Sequence[Claim] = ()
    citations: Sequence[Citation] = ()

    def so_far(self) -> Answer | None:
        """Return what was shown as an answer in part, None when nothing was."""
        if not self.claims:
            return None
        return Answer(
            question=self.question,
            standalone_question=self.question,
            status=Status.PARTIAL,
            claims=tuple(self.claims),
            citations=tuple(self.citations),
            notes=(STOPPED,),
        )


class UnderWay:
    """All questions under way, by conversation."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._running: dict[str, Running] = {}

    def begin(self, conversation_id: str, turn_id: str, question: str) -> Running:
        """Note a question; another one of the same conversation is told to stop."""
        running = Running(turn_id, question)
        with self._lock:
            before = self._running.get(conversation_id)
            self._running[conversation_id] = running
        if before:
            before.stop.set()
        return running

    def end(self, conversation_id: str, running: Running) -> None:
        """Forget a question."""
        with self._lock:
            if self._running.get(conversation_id) is running:
                del self._running[conversation_id]

    def of(self, turn_id: str) -> Running | None:
        """Return a turn's question that is under way, None when it is not."""
        with self._lock:
            return next((one for one in self._running.values() if one.turn_id == turn_id), None)

    def stop(self, conversation_id: str) -> Running | None:
        """Tell a conversation's question to end and return it, None when none is under way."""
        with self._lock:
            running = self._running.get(conversation_id)
        if running:
            running.stop.set()
        return running
