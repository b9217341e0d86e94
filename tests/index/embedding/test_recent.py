import threading

import numpy as np

from index.embedding.recent import RecentVectors
from tests.support.embedder import CountingEmbedder


def test_a_text_is_embedded_once_and_its_vector_stays_the_same():
    plain, counted = CountingEmbedder(), CountingEmbedder()
    recent = RecentVectors(counted)
    recent.embed(["a ferry", "a harbour"])
    again = recent.embed(["a harbour", "a bell", "a ferry", "a bell"])
    np.testing.assert_array_equal(again, plain.embed(["a harbour", "a bell", "a ferry", "a bell"]))
    assert counted.texts == ["a ferry", "a harbour", "a bell"]


def test_what_was_used_longest_ago_goes_first():
    counted = CountingEmbedder()
    recent = RecentVectors(counted, kept=2)
    for text in ("one", "two", "one", "three", "one", "two"):
        recent.embed([text])
    assert counted.texts == ["one", "two", "three", "two"]


def test_more_texts_at_once_than_are_kept():
    texts = [f"text {n}" for n in range(9)]
    recent = RecentVectors(CountingEmbedder(), kept=2)
    np.testing.assert_array_equal(recent.embed(texts), CountingEmbedder().embed(texts))


def test_no_texts_and_vectors_that_the_caller_changes():
    recent = RecentVectors(CountingEmbedder())
    assert recent.embed([]).shape == (0, recent.dimensions)
    recent.embed(["a ferry"])[:] = 0
    np.testing.assert_array_equal(recent.embed(["a ferry"]), CountingEmbedder().embed(["a ferry"]))


def test_what_is_forgotten_is_embedded_again():
    counted = CountingEmbedder()
    recent = RecentVectors(counted)
    recent.embed(["a ferry"])
    recent.forget()
    recent.embed(["a ferry"])
    assert counted.texts == ["a ferry", "a ferry"]


def test_many_threads_get_each_its_own_vectors():
    recent = RecentVectors(CountingEmbedder(), kept=5)
    texts = [f"harbour bell {n}" for n in range(40)]
    expected = dict(zip(texts, CountingEmbedder().embed(texts), strict=True))
    wrong: list[str] = []

    def ask(start: int) -> None:
        for n in range(200):
            some = [texts[(start + n * step) % 40] for step in (1, 3, 7)]
            rows = recent.embed(some)
            wrong.extend(t for t, row in zip(some, rows, strict=True) if not np.array_equal(row, expected[t]))

    threads = [threading.Thread(target=ask, args=(start,)) for start in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
