"""One batch is embedded while the next is gathered, and written in order."""

from threading import Event

import numpy as np
import pytest

from index.embedding_ahead import TURN, EmbeddingAhead
from index.errors import ModelError
from index.pending import Pending


def lengths(texts):
    return np.array([[len(text)] for text in texts], dtype=np.float32)


def test_starting_does_not_wait_for_the_embedding():
    gathered, written = Event(), []

    def embed(texts):
        assert gathered.wait(30)
        return lengths(texts)

    ahead = EmbeddingAhead(embed, written.append)
    first, second = Pending(texts=["a", "bb"]), Pending(texts=["ccc"])
    ahead.start(first)
    assert written == []
    gathered.set()
    ahead.start(second)
    assert written == [first]
    ahead.settle()
    ahead.settle()
    assert written == [first, second]


def test_a_batch_is_written_while_the_next_is_embedded():
    embedding, written, order = Event(), Event(), []

    def embed(texts):
        if texts == ["second"]:
            embedding.set()
            assert written.wait(30)
        return lengths(texts)

    def write(batch):
        if batch.texts == ["first"]:
            assert embedding.wait(30)
        order.append(batch.texts)
        written.set()

    ahead = EmbeddingAhead(embed, write)
    ahead.start(Pending(texts=["first"]))
    ahead.start(Pending(texts=["second"]))
    ahead.settle()
    assert order == [["first"], ["second"]]


def test_nothing_is_written_behind_a_batch_that_could_not_be():
    tried = []

    def write(batch):
        tried.append(batch.texts)
        raise OSError("full")

    ahead = EmbeddingAhead(lengths, write)
    ahead.start(Pending(texts=["first"]))
    with pytest.raises(OSError, match="full"):
        ahead.start(Pending(texts=["second"]))
    ahead.settle()
    assert tried == [["first"]]


def test_vectors_are_in_the_order_of_the_texts_in_any_number_of_turns():
    texts = ["x" * (n * 37 % 101) for n in range(2 * TURN + 5)]
    turns = []

    def embed(part):
        turns.append(len(part))
        return lengths(part)

    batch = Pending(texts=texts)
    ahead = EmbeddingAhead(embed, lambda _: None)
    ahead.start(batch)
    ahead.settle()
    assert batch.rows[:, 0].tolist() == [len(text) for text in texts]
    assert turns == [TURN, TURN, 5]


def test_a_batch_without_texts_is_written_too():
    written = []
    ahead = EmbeddingAhead(lengths, written.append)
    ahead.start(batch := Pending())
    ahead.settle()
    assert written == [batch]
    assert batch.rows is None


def test_nothing_is_written_of_a_batch_that_could_not_be_embedded():
    written = []

    def embed(texts):
        raise ModelError("the server is down")

    ahead = EmbeddingAhead(embed, written.append)
    ahead.start(Pending(texts=["a"]))
    with pytest.raises(ModelError, match="down"):
        ahead.settle()
    ahead.settle()
    assert written == []


def test_what_is_stopped_embeds_no_further_than_its_turn():
    begun, stopped, turns = Event(), Event(), []

    def embed(texts):
        turns.append(len(texts))
        begun.set()
        assert stopped.wait(30)
        return lengths(texts)

    ahead = EmbeddingAhead(embed, lambda _: pytest.fail("written"))
    ahead.start(Pending(texts=["a"] * (3 * TURN)))
    assert begun.wait(30)
    ahead.stop()
    stopped.set()
    with pytest.raises(RuntimeError, match="stopped"):
        ahead.settle()
    assert turns == [TURN]
