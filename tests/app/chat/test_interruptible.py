"""Waiting that can be broken off."""

from collections.abc import Iterator
from threading import Event
from threading import enumerate as enumerate_threads

import pytest

from app.chat.interruptible import until_stopped


def test_everything_comes_in_order_and_errors_come_through() -> None:
    def broken() -> Iterator[int]:
        yield 1
        raise ValueError("broken")

    assert list(until_stopped(range(100), Event())) == list(range(100))
    found = until_stopped(broken(), Event())
    assert next(found) == 1
    with pytest.raises(ValueError, match="broken"):
        next(found)


def test_it_ends_while_the_next_one_is_being_waited_for_and_its_thread_soon_after() -> None:
    stop, never = Event(), Event()

    def slow() -> Iterator[int]:
        yield 1
        never.wait(60)
        yield 2

    found = until_stopped(slow(), stop)
    assert next(found) == 1
    stop.set()
    assert list(found) == []
    assert not never.is_set()
    never.set()
    for thread in enumerate_threads():
        if thread.name == "answering":
            thread.join(30)
            assert not thread.is_alive()
