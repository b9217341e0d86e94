import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.names import find_names, same_name


def test_names_are_found_without_openers_days_and_titles() -> None:
    text = "On Sunday, Brig. Gen. Oda Lund of the U.S. Army met President Tarn near Port Marrow."
    assert [n.key for n in find_names(text)] == ["oda lund of the us army", "tarn", "port marrow"] or [
        n.key for n in find_names(text)
    ] == ["oda lund us army", "tarn", "port marrow"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("United's captain left.", ["United"]),
        ("United had led twice.", []),
        ("Let's leave.", []),
        ("Today's vote was close.", []),
        ("That's it.", []),
    ],
)
def test_a_verb_or_adjective_that_owns_something_is_a_name(text: str, names: list[str]) -> None:
    assert [name.text for name in find_names(text)] == names


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("We saw Oda Lund", "We saw Lund", True),
        ("We saw the United States", "We saw the U.S.", True),
        ("We saw the World Harbour Fund", "We saw the WHF", True),
        ("We saw Iran", "We saw Iranian", True),
        ("We saw Oda Lund", "We saw Oda Holm", False),
        ("We saw Velmora", "We saw Halvik", False),
    ],
)
def test_aliases(one: str, other: str, same: bool) -> None:
    (a,), (b,) = find_names(one), find_names(other)
    assert same_name(a, b) is same


@given(st.text(max_size=200))
def test_spans_are_exact_in_any_text(text: str) -> None:
    for name in find_names(text):
        assert text[name.start : name.end] == name.text
