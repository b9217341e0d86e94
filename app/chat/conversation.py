"""A conversation: its turns as kept, and the answering of one more question."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app.answer_from_contract import read_answer
from app.chat.interruptible import until_stopped
from app.chat.keeping.store import KeptTurn, State
from app.chat.markup import text
from app.chat.recheck import recheck
from app.chat.services import Services
from app.chat.serving.people import Person
from app.chat.told import told
from app.chat.turns import Turn, turn_html
from app.chat.under_way import Running
from app.contract import to_model
from app.events import AnswerDone, ClaimShown, SearchDone
from app.render import answer_text
from index.errors import GroundwireError, InputError

_EMPTY = '<p class="gw-empty">Ask a question. Each sentence of an answer shows the words it rests on.</p>'
_MEMORY = 6
"""Turns that a follow-up may refer to."""
_KEPT = 4_000
"""Characters of a question that are kept; a longer one is refused anyway."""
CUT_OFF = "The server was restarted before this answer was whole. Ask again."
STOPPED = "Stopped before anything was answered."


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question with its filters, as the page gives them.

    Args:
        question: as typed.
        since: first publication day, as typed.
        until: last one.
        as_of: the question is asked as on that day.
        outlets: names; all when empty.
        replace: id of the turn that this question takes the place of.
    """

    question: str
    since: str = ""
    until: str = ""
    as_of: str = ""
    outlets: Sequence[str] = ()
    replace: str | None = None

    def filters(self) -> dict[str, object]:
        """Return the filters that are set, as they are kept."""
        named = {"since": self.since, "until": self.until, "as_of": self.as_of}
        return {k: v for k, v in named.items() if v} | (
            {"outlets": list(self.outlets)} if self.outlets else {}
        )


@dataclass(frozen=True, slots=True)
class View:
    """What the page shows of a conversation: its HTML, and its id once it has one."""

    html: str
    conversation_id: str | None = None


def again(turn: KeptTurn) -> Asked:
    """Return a kept question to be asked once more in its own place."""
    kept: Mapping[str, object] = turn.filters
    outlets = kept.get("outlets")
    return Asked(
        question=turn.question,
        since=str(kept.get("since", "")),
        until=str(kept.get("until", "")),
        as_of=str(kept.get("as_of", "")),
        outlets=[str(name) for name in outlets] if isinstance(outlets, list) else (),
        replace=turn.turn_id,
    )


def take_turn(
    services: Services, person: Person, conversation_id: str | None, asked: Asked
) -> Iterator[View]:
    """Yield the conversation after each checked sentence; the last is the whole turn, and it is kept."""
    if not services.at_once.enter(person.key):
        raise InputError(
            f"You have {services.at_once.most} questions under way", hint="Wait for one, or stop it"
        )
    try:
        services.may_ask(person)
        yield from _take_turn(services, person, conversation_id, asked)
    finally:
        services.at_once.leave(person.key)


def _take_turn(
    services: Services, person: Person, conversation_id: str | None, asked: Asked
) -> Iterator[View]:
    store = services.store
    kept = store.begin(person.key, conversation_id, asked.question[:_KEPT], asked.filters(), asked.replace)
    before = store.turns(person.key, kept.conversation_id)[: kept.ordinal - 1]
    earlier = [_turn(services, turn) for turn in before]
    html = [turn_html(turn) for turn in earlier]
    turn = Turn(number=kept.ordinal, question=asked.question, turn_id=kept.turn_id, running=True)
    running = services.under_way.begin(kept.conversation_id, kept.turn_id, asked.question)

    def view(turn: Turn) -> View:
        return View(log_html([*html, turn_html(turn)], kept.conversation_id), kept.conversation_id)

    try:
        yield view(turn)
        for grown in _events(services, asked, turn, history(earlier), running):
            if grown.answer is not None:
                store.finish(kept.turn_id, State.DONE, answer=to_model(grown.answer).model_dump_json())
            if running.stop.is_set():
                return
            yield view(grown)
    except Exception as error:
        problem = told(error)
        store.finish(kept.turn_id, State.FAILED, problem=problem)
        yield view(replace(turn, problem=problem, running=False))
    finally:
        services.under_way.end(kept.conversation_id, running)
        keep_stopped(services, running)  # unless it has ended otherwise


def _events(
    services: Services, asked: Asked, turn: Turn, said: Sequence[tuple[str, str]], running: Running
) -> Iterator[Turn]:
    """Yield the turn as it grows; its last form holds the answer."""
    from app.filters import make_filters

    bound = make_filters(asked.since or None, asked.until or None, asked.outlets, as_of=asked.as_of or None)
    events = services.archive.get().stream(
        asked.question, since=bound.since, until=bound.until, outlets=bound.outlets, history=said
    )
    for event in until_stopped(events, running.stop):
        if isinstance(event, SearchDone) and event.standalone_question != asked.question:
            turn = replace(turn, understood=event.standalone_question)
            yield turn
        elif isinstance(event, ClaimShown):
            turn = replace(
                turn,
                claims=(*turn.claims, event.claim),
                citations=(*turn.citations, *event.new_citations),
            )
            running.claims, running.citations = turn.claims, turn.citations
            yield turn
        elif isinstance(event, AnswerDone):
            answer = event.answer
            turn = replace(
                turn, claims=answer.claims, citations=answer.citations, answer=answer, running=False
            )
            yield turn
        if running.stop.is_set():
            return


def keep_stopped(services: Services, running: Running) -> None:
    """Keep a question that was stopped, or whose reader went away, with what it had shown."""
    answer = running.so_far()
    services.store.finish(
        running.turn_id,
        State.STOPPED,
        answer=to_model(answer).model_dump_json() if answer else None,
        problem="" if answer else STOPPED,
    )


def show(services: Services, person: Person, conversation_id: str | None) -> View:
    """Return a conversation as kept, its citations checked anew; an empty one when there is none.

    Raises:
        InputError: it is not this person's.
    """
    if not conversation_id:
        return View(log_html([], None))
    kept = services.store.turns(person.key, conversation_id)
    return View(
        log_html([turn_html(_turn(services, turn)) for turn in kept], conversation_id), conversation_id
    )


def log_html(turns: Sequence[str], conversation_id: str | None) -> str:
    """Return the whole conversation as HTML from that of its turns."""
    return (
        f'<div class="gw-log" role="log" aria-label="Conversation" tabindex="0" '
        f'data-conversation="{text(conversation_id or "")}">{"".join(turns) or _EMPTY}</div>'
    )


def problem_html(message: str) -> str:
    """Return one sentence about something that went wrong, escaped."""
    return f'<p class="gw-problem" role="alert">{text(message)}</p>'


def history(turns: Sequence[Turn]) -> list[tuple[str, str]]:
    """Return what a follow-up may refer to: `(question as understood, answer's text)`, oldest first."""
    said = [(t.answer.standalone_question or t.question, answer_text(t.answer)) for t in turns if t.answer]
    return said[-_MEMORY:]


def _turn(services: Services, kept: KeptTurn) -> Turn:
    answer = read_answer(kept.answer) if kept.answer else None
    problem = kept.problem
    if kept.state is State.CUT_OFF:
        problem = CUT_OFF
    try:
        doubts = recheck(services.archive.get().archive, answer) if answer else {}
    except GroundwireError as error:
        doubts, problem = {}, problem or str(error)
    so_far = answer or services.under_way.of(kept.turn_id)
    return Turn(
        number=kept.ordinal,
        question=kept.question,
        turn_id=kept.turn_id,
        claims=tuple(so_far.claims) if so_far else (),
        citations=tuple(so_far.citations) if so_far else (),
        answer=answer,
        problem=problem,
        running=kept.state is State.RUNNING,
        doubts=doubts,
        feedback=kept.feedback,
    )
