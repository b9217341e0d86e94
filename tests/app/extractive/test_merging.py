from app.extractive.merging import merge, repeats
from tests.support.sentences import read, scored


def test_a_repeat_with_other_words_around_it_joins_the_first() -> None:
    first = read("The ferry Corsa sank off Port Vell on Monday.", "1.1")
    copy = read("The ferry Corsa sank off Port Vell on Monday, police said.", "2.1", "a2")
    other = read("Divers found the wreck a week later.", "3.1", "a3")
    groups = merge([scored(first), scored(other, 0.8), scored(copy, 0.7)])
    assert [[member.label for member in group.members] for group in groups] == [["1.1", "2.1"], ["3.1"]]


def test_another_figure_or_name_is_no_repeat() -> None:
    claim = read("The fire destroyed 12 boats in Sorrel.")
    assert not repeats(read("The fire destroyed 14 boats in Sorrel."), claim)
    assert not repeats(read("The fire destroyed 12 boats in Marrow."), claim)
    assert repeats(read("In Sorrel, the fire destroyed twelve boats."), claim)


def test_a_sentence_that_says_less_is_no_repeat() -> None:
    claim = read("The fire destroyed twelve boats and the old customs house beside the market.")
    assert not repeats(read("The fire destroyed twelve boats."), claim)
