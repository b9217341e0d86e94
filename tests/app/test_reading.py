from dataclasses import replace

import numpy as np
import pytest

from app.reading import Reading, log_odds
from index.article import Span

TEXT = "Mira Toll opened the mill. It burned in May."


def reading_of(
    start: dict[str, float], end: dict[str, float], *, probability: float = 0.5, worth: float = 0.5
) -> Reading:
    """Read TEXT word by word; words not named have a logit of -4."""
    places = []
    at = 0
    for word in TEXT.split():
        a = TEXT.index(word, at)
        places.append((word.strip("."), a, a + len(word.strip("."))))
        at = a + len(word)
    return Reading(
        starts=np.array([a for _, a, _ in places]),
        ends=np.array([b for _, _, b in places]),
        start=np.array([start.get(word, -4.0) for word, _, _ in places], dtype=np.float32),
        end=np.array([end.get(word, -4.0) for word, _, _ in places], dtype=np.float32),
        answers=0.0,
        probability=probability,
        worth_by=(0.0, log_odds(worth)),
    )


def test_the_best_answer_joins_the_likeliest_start_and_end() -> None:
    found = reading_of({"Mira": 3.0}, {"Toll": 2.0}).best()
    assert found is not None
    assert TEXT[found.answer.start : found.answer.end] == "Mira Toll"
    assert found.margin == pytest.approx(5.0)


def test_an_answer_never_ends_before_it_starts() -> None:
    found = reading_of({"mill": 3.0}, {"Mira": 4.0, "mill": 1.0}).best()
    assert found is not None
    assert TEXT[found.answer.start : found.answer.end] == "mill"


def test_the_best_answer_of_a_sentence_stays_inside_it() -> None:
    found = reading_of({"Mira": 3.0, "May": 1.0}, {"Toll": 3.0, "May": 1.0}).best(Span(27, len(TEXT)))
    assert found is not None
    assert TEXT[found.answer.start : found.answer.end] == "May"


def test_no_token_no_answer() -> None:
    assert reading_of({}, {}).best(Span(27, 28)) is None


def test_the_shares_of_the_sentences_and_of_no_answer_sum_to_one() -> None:
    reading = reading_of({"Mira": 3.0, "May": 1.0}, {"Toll": 3.0, "May": 1.0})
    first, second = reading.share(Span(0, 26)), reading.share(Span(27, len(TEXT)))
    none = (1 / (1 + np.exp(reading.start).sum()) + 1 / (1 + np.exp(reading.end).sum())) / 2
    assert first > second > 0
    assert first + second + none == pytest.approx(1.0, abs=1e-5)


def test_large_logits_do_not_overflow() -> None:
    assert reading_of({"Mira": 900.0}, {"Toll": 900.0}).share(Span(0, 26)) == pytest.approx(1.0)


def test_certainty_is_the_best_answers_share_of_all_answers() -> None:
    sure, unsure = reading_of({"Mira": 30.0}, {"Toll": 30.0}), reading_of({}, {})
    words = len(TEXT.split())
    assert sure.certainty() == pytest.approx(1.0)
    assert unsure.certainty() == pytest.approx(1 / (words * (words + 1) / 2))
    assert Reading(*np.zeros((4, 0)), answers=0.0, probability=0.0, worth_by=(1.0, 0.0)).certainty() == 0.0


def test_worth_follows_from_certainty() -> None:
    reading = replace(reading_of({}, {}), worth_by=(2.0, 1.0))
    assert reading.worth == pytest.approx(1 / (1 + np.exp(-(2 * log_odds(reading.certainty()) + 1))))


@pytest.mark.parametrize(
    ("probability", "worth", "speaks"),
    [(0.55, 1.0, True), (0.45, 1.0, False), (0.55, 0.5, False), (0.7, 0.5, True), (0.0, 1.0, False)],
)
def test_it_speaks_when_an_answer_is_worth_more_than_silence(
    probability: float, worth: float, speaks: bool
) -> None:
    assert reading_of({}, {}, probability=probability, worth=worth).speaks is speaks
