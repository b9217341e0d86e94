import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.quantities import Bound, find_quantities


@pytest.mark.parametrize(
    ("text", "value", "bound", "unit", "noun"),
    [
        ("at least 13 attacks were reported", 13, Bound.AT_LEAST, "", "attacks"),
        ("more than thirty-two boats sank", 32, Bound.MORE_THAN, "", "boats"),
        ("it cost $2.5 billion", 2.5e9, Bound.EXACT, "$", ""),
        ("nearly two hundred and five people came", 205, Bound.LESS_THAN, "", "people"),
        ("about 12 percent of voters", 12, Bound.ABOUT, "%", "voters"),
        ("a third of voters", 1 / 3, Bound.EXACT, "part", "voters"),
        ("the 21st ship", 21, Bound.EXACT, "ordinal", "ship"),
        ("20 or more ships", 20, Bound.AT_LEAST, "", ""),
        ("1,200 retired soldiers marching home", 1200, Bound.EXACT, "", "retired soldiers"),
        ("a Boeing 737 crashed", 737, Bound.EXACT, "", ""),
        ("Channel 4 said", 4, Bound.EXACT, "", ""),
        ("the Corvus 5 rocket", 5, Bound.EXACT, "", ""),
        ("in Orsk 12 people died", 12, Bound.EXACT, "", "people"),
        ("On Friday 12 rescuers came", 12, Bound.EXACT, "", "rescuers"),
    ],
)
def test_a_figure_is_read_with_scale_unit_qualifier_and_noun(
    text: str, value: float, bound: Bound, unit: str, noun: str
) -> None:
    (found,) = find_quantities(text)
    assert found.value == pytest.approx(value)
    assert (found.bound, found.unit, found.noun_text) == (bound, unit, noun)


def test_a_vague_figure_is_a_range() -> None:
    (found,) = find_quantities("dozens of homes burned")
    assert found.vague
    assert found.value <= 36 <= found.high


@pytest.mark.parametrize(
    "text", ["an F-16 flew by", "no one came", "one of them left", "COVID-19 spread", "one-way drones"]
)
def test_names_and_pronouns_are_no_figures(text: str) -> None:
    assert find_quantities(text) == []


@given(st.text(max_size=200))
def test_spans_are_exact_in_any_text(text: str) -> None:
    for found in find_quantities(text):
        assert text[found.start : found.end] == found.text


@pytest.mark.parametrize(
    ("text", "value", "noun"),
    [
        ("a 26-day strike at the mine", 26, "day"),
        ("two-storey houses over the base", 2, "storey"),
        ("a 16-year-old pupil", 16, "year-old"),
        ("26 strikes at the mine", 26, "strikes"),
    ],
)
def test_a_hyphen_ties_a_number_to_its_compound_alone(text: str, value: float, noun: str) -> None:
    (found,) = find_quantities(text)
    assert (found.value, found.noun_text) == (value, noun)
