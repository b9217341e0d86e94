"""Answering in a conversation: kept, stopped, cut off, of one person alone."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from app.answer import Answer, Citation, Claim, Status, Verdict, VerdictLabel
from app.chat.conversation import CUT_OFF, Asked, again, keep_stopped, show, take_turn
from app.chat.keeping.store import ChatStore, State
from app.chat.live_archive import LiveArchive
from app.chat.services import Services
from app.chat.serving.people import People, Person
from app.chat.serving.users import Users
from app.events import AnswerDone, ClaimShown
from index.archive import Archive
from index.article import Span
from index.errors import InputError
from tests.index.archives import jsonl
from tests.support.embedder import CountingEmbedder

WORDS = "The lamp of the old pier was lit again on Monday."
CHANGED = "The lamp of the old pier was lit once more on Monday evening."
ANN = Person("visitor:ann")


class Scripted:
    """Stands for `Groundwire`: says one sentence for each word of the question, from a real archive."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.archive = Archive.open(path, CountingEmbedder())
        self.asked: list[dict[str, Any]] = []

    def close(self) -> None:
        self.archive.close()

    def stream(self, question: str, **given: Any) -> Iterator[Any]:
        self.asked.append({"question": question, **given})
        if question == "fail":
            raise InputError("the question cannot be asked")
        info = self.archive.articles()[0]
        text = self.archive.article(info.article_id).text
        start = text.index(WORDS)
        citation = Citation(n=1, article=info, span=Span(start, start + len(WORDS)), quote=WORDS)
        claims = [
            Claim(text=f"Said {word}.", verdict=Verdict(VerdictLabel.SUPPORTED), citations=(1,))
            for word in question.split()
        ]
        for claim in claims:
            yield ClaimShown(claim=claim, new_citations=(citation,) if claim is claims[0] else ())
        yield AnswerDone(
            answer=Answer(
                question=question,
                standalone_question=question,
                status=Status.ANSWERED,
                claims=tuple(claims),
                citations=(citation,),
            )
        )


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    news = jsonl(tmp_path / "news", "news.jsonl", [{"id": "pier", "title": "Pier", "text": WORDS}])
    with Archive.open(tmp_path / "archive", CountingEmbedder(), create=True) as archive:
        archive.index([news])
    scripted = Scripted(tmp_path / "archive")
    store = ChatStore.open(tmp_path / "data")
    yield Services(
        archive=LiveArchive(scripted),  # type: ignore[arg-type]
        store=store,
        people=People(Users(tmp_path / "users.json"), store.engine, visitors_edit=True),
        uploads=tmp_path / "uploads",
    )
    store.close()
    scripted.close()


def whole(services: Services, question: str, person: Person = ANN, conversation: str | None = None) -> Any:
    return list(take_turn(services, person, conversation, Asked(question=question)))


def test_a_follow_up_is_told_what_was_said_and_the_turn_is_kept(services: Services) -> None:
    first = whole(services, "one two")
    assert [view.html.count("gw-claim ") for view in first] == [0, 1, 2, 2]
    conversation = first[-1].conversation_id
    second = whole(services, "three", conversation=conversation)
    assert second[-1].conversation_id == conversation
    asked = services.archive.get().asked  # type: ignore[attr-defined]
    assert asked[1]["history"] == [("one two", "Said one. [1] Said two. [1]")]
    assert show(services, ANN, conversation).html == second[-1].html
    with pytest.raises(InputError):
        show(services, Person("visitor:bob"), conversation)


def test_filters_bound_the_question_and_are_kept_for_asking_again(services: Services) -> None:
    asked = Asked(question="one", since="2031-01-02", as_of="2031-05-04", outlets=("Post",))
    view = list(take_turn(services, ANN, None, asked))[-1]
    (kept,) = services.store.turns(ANN.key, view.conversation_id or "")
    repeated = again(kept)
    assert repeated.replace == kept.turn_id and repeated.filters() == asked.filters()
    given = services.archive.get().asked[0]  # type: ignore[attr-defined]
    assert (str(given["since"]), str(given["until"]), given["outlets"]) == (
        "2031-01-02",
        "2031-05-04",
        ("Post",),
    )


def test_stopping_keeps_what_was_shown_and_nothing_after_it(services: Services) -> None:
    turns = take_turn(services, ANN, None, Asked(question="one two three"))
    next(turns)
    view = next(turns)
    running = services.under_way.stop(view.conversation_id or "")
    assert running is not None
    keep_stopped(services, running)
    assert list(turns) == []
    (kept,) = services.store.turns(ANN.key, view.conversation_id or "")
    shown = show(services, ANN, view.conversation_id).html
    assert kept.state is State.STOPPED and "Said one." in shown and "Said two." not in shown
    assert "Stopped before the answer was whole." in shown


def test_a_reader_who_goes_away_leaves_a_turn_that_has_ended(services: Services) -> None:
    turns = take_turn(services, ANN, None, Asked(question="one"))
    view = next(turns)
    turns.close()
    (kept,) = services.store.turns(ANN.key, view.conversation_id or "")
    assert kept.state is State.STOPPED
    assert services.at_once.enter(ANN.key) and services.at_once.enter(ANN.key)


def test_a_server_that_died_mid_answer_is_told_after_the_restart(services: Services) -> None:
    kept = services.store.begin(ANN.key, None, "one", {})
    services.store.settle()
    assert CUT_OFF in show(services, ANN, kept.conversation_id).html


def test_a_problem_is_one_sentence_and_the_next_question_is_answered(services: Services) -> None:
    view = whole(services, "fail")[-1]
    assert "the question cannot be asked" in view.html
    assert "Said one." in whole(services, "one", conversation=view.conversation_id)[-1].html


def test_too_many_questions_at_once_or_in_a_minute_are_refused(services: Services) -> None:
    running = [take_turn(services, ANN, None, Asked(question="one")) for _ in range(3)]
    next(running[0]), next(running[1])
    with pytest.raises(InputError, match="under way"):
        next(running[2])
    for turn in running:
        turn.close()
    with pytest.raises(InputError, match="within a minute"):
        for _ in range(40):
            whole(services, "one")


def test_a_citation_says_when_it_is_superseded_or_withdrawn(services: Services, tmp_path: Path) -> None:
    conversation = whole(services, "one")[-1].conversation_id
    rows = [{"id": "pier", "title": "Pier", "text": CHANGED}]
    archive = services.archive.get().archive
    archive.index([jsonl(tmp_path / "news", "news.jsonl", rows)])
    assert "Superseded: the article now says it in other words" in show(services, ANN, conversation).html
    archive.remove(["pier"])
    assert "Withdrawn: the article was removed" in show(services, ANN, conversation).html


def test_the_archive_removed_beneath_it_is_told_and_the_conversation_stays(
    services: Services, tmp_path: Path
) -> None:
    conversation = whole(services, "one")[-1].conversation_id
    (tmp_path / "archive").rename(tmp_path / "gone")
    refused = whole(services, "two", conversation=conversation)[-1].html
    assert "The archive was removed from the server" in refused and "Said one." in refused
    (tmp_path / "gone").rename(tmp_path / "archive")
    assert "Said three." in whole(services, "three", conversation=conversation)[-1].html


def test_twenty_people_at_once_each_see_their_own_answers_alone(services: Services) -> None:
    people = [Person(f"visitor:{number}") for number in range(20)]

    def ask(person: Person) -> str:
        name = f"word{person.key.removeprefix('visitor:')}x"
        view = whole(services, f"{name} {name}", person)[-1]
        return str(whole(services, f"{name} again", person, view.conversation_id)[-1].html)

    with ThreadPoolExecutor(20) as pool:
        pages = list(pool.map(ask, people))
    for number, page in enumerate(pages):
        assert page.count(f"Said word{number}x.") == 3
        assert not any(f"word{other}x" in page for other in range(20) if other != number)
