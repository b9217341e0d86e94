import pytest

from app.extractive.merging import merge, repeats
from app.verify.rules import RuleVerifier
from tests.support.sentences import read, scored


def test_a_repeat_with_other_words_around_it_joins_the_first() -> None:
    first = read("The ferry Corsa sank off Port Vell on Monday.", "1.1")
    copy = read("On Monday, as the storm came in, the ferry Corsa sank off Port Vell.", "2.1", "a2")
    other = read("Divers found the wreck a week later.", "3.1", "a3")
    groups = merge([scored(first), scored(other, 0.8), scored(copy, 0.7)], RuleVerifier())
    assert [[member.label for member in group.members] for group in groups] == [["1.1", "2.1"], ["3.1"]]


def test_another_figure_or_name_is_no_repeat() -> None:
    claim = read("The fire destroyed 12 boats in Sorrel.")
    assert not repeats(read("The fire destroyed 14 boats in Sorrel."), claim)
    assert not repeats(read("The fire destroyed 12 boats in Marrow."), claim)
    assert repeats(read("In Sorrel, the fire destroyed twelve boats."), claim)


def test_a_sentence_that_says_less_is_no_repeat() -> None:
    claim = read("The fire destroyed twelve boats and the old customs house beside the market.")
    assert not repeats(read("The fire destroyed twelve boats."), claim)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The court convicted Rand of theft on Monday.", "The court acquitted Rand of theft on Monday."),
        ("The minister closed the school in Orsk.", "The minister did not close the school in Orsk."),
        ("The strike in Orsk will end on Friday.", "The strike in Orsk may end on Friday."),
        ("The bank raised its rate to 5 percent.", "The bank lowered its rate to 5 percent."),
        ("Venn praised Rand in a long statement.", "Rand praised Venn in a long statement."),
        ("Rand said the bridge was safe.", "Rand denied the bridge was safe."),
    ],
)
def test_what_says_the_opposite_in_the_same_words_is_no_repeat(one: str, other: str) -> None:
    """Each would be cited for the other's words."""
    groups = merge([scored(read(one, "1.1")), scored(read(other, "2.1", "a2"), 0.8)], RuleVerifier())
    assert [[member.label for member in group.members] for group in groups] == [["1.1"], ["2.1"]]
