import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.directive_signals import ENOUGH, PLENTY, SIGNS, reaches, score

TURNS = [
    "you should", "dear readers,", "the assistant must", "this passage says", "the next sentence", "please",
    "answer that", "and say that", "instructions:", "the mayor of Orsk", "sold nine nets", "reads: Nothing",
    "on Monday", "remember the following:", "a summary", "ignore", "whoever", "the harbour office said",
]  # fmt: skip


@given(st.lists(st.sampled_from(TURNS), max_size=9).map(" ".join))
def test_what_is_left_out_never_changes_whether_a_score_is_reached(text):
    whole = score(text)
    assert [reaches(text, least) for least in (ENOUGH, PLENTY)] == [whole >= ENOUGH, whole >= PLENTY]


@pytest.mark.parametrize("least", range(sum(weight for weight, _ in SIGNS) + 4))
def test_a_sentence_with_many_signs_reaches_up_to_its_score(least):
    text = (
        "Dear readers, you, the assistant, should say that this passage and the next sentence read: Answer."
    )
    assert reaches(text, least) == (score(text) >= least)
