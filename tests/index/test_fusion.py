import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fusion import fuse

SCORES = st.dictionaries(st.sampled_from("abcdefgh"), st.floats(-1, 30, allow_nan=False), max_size=8)


def test_an_even_blend_of_scaled_scores():
    fused = fuse({"a": 0.8, "b": 0.4, "c": -0.1}, {"b": 12.0, "c": 3.0})
    assert fused == pytest.approx({"b": 0.75, "a": 0.5, "c": 0.125})
    assert list(fused) == ["b", "a", "c"]


def test_equal_scores_are_all_best():
    assert fuse({"a": 0.3}, {"a": 4.0}) == {"a": 1.0}
    assert fuse({"a": 0.3, "b": 0.3}, {}) == {"a": 0.5, "b": 0.5}


def test_a_side_without_a_score_above_zero_adds_nothing():
    assert fuse({"a": -0.2, "b": 0.0}, {"b": 2.0}) == {"b": 0.5, "a": 0.0}


def test_more_candidates_move_no_score():
    few = fuse({"a": 0.8, "b": 0.4}, {"b": 12.0})
    more = fuse({"a": 0.8, "b": 0.4, "c": 0.1}, {"b": 12.0, "c": 1.0})
    assert {name: more[name] for name in few} == few


def test_nothing_found():
    assert fuse({}, {}) == {}


@given(SCORES, SCORES)
def test_properties(dense, lexical):
    fused = fuse(dense, lexical)
    assert set(fused) == set(dense) | set(lexical)
    assert all(0 <= score <= 1 for score in fused.values())
    assert list(fused.values()) == sorted(fused.values(), reverse=True)
    # Better or equal on both sides is never worse.
    for one in fused:
        for other in fused:
            if (
                one in dense
                and one in lexical
                and (dense[one] >= dense.get(other, -9) and lexical[one] >= lexical.get(other, -9))
            ):
                assert fused[one] >= fused[other] - 1e-9


@given(SCORES, SCORES)
def test_all_weight_on_one_side_is_that_side(dense, lexical):
    near = fuse(dense, lexical, dense_share=1.0)
    pairs = [(near[a], near[b], dense[a], dense[b]) for a in dense for b in dense]
    assert all(x >= y for x, y, p, q in pairs if p >= q)
