import pytest

from app.extractive.matching import cover, matches, names_held, together, weigh
from app.extractive.rarity import WordRarity, load_rarity
from app.question import read_question
from app.words import words_of
from tests.support.sentences import read

FLAT = WordRarity(paragraphs=100, counts={}, least=10)


@pytest.mark.parametrize(
    ("question", "sentence", "share"),
    [
        ("Which tug towed the barge?", "A tug was towing a barge.", 1.0),
        ("Which tug towed the barge?", "A barge sank.", 1 / 3),
        ("Which tug towed the barge?", "Rain fell.", 0.0),
        ("Did US troops leave?", "American troops will leave soon.", 1.0),
        ("Which ship sank?", "The warship sank.", 0.75),
    ],
)
def test_share_of_the_question_that_a_sentence_holds(question: str, sentence: str, share: float) -> None:
    asked = weigh(read_question(question), FLAT)
    assert cover(asked, matches(asked, read(sentence))) == pytest.approx(share)


def test_sentences_cover_more_together() -> None:
    asked = weigh(read_question("Which tug towed the barge?"), FLAT)
    one, two = matches(asked, read("A tug left.")), matches(asked, read("The barge sank."))
    assert cover(asked, together(one, two)) == pytest.approx(2 / 3)


def test_rare_words_weigh_more() -> None:
    rarity = load_rarity()
    people, harbourmaster = words_of("people harbourmaster")
    assert rarity.of(harbourmaster) > 2 * rarity.of(people) > 0


def test_names_held_knows_aliases_and_questions_without_names() -> None:
    question = read_question("Did the United States warn Port Vell?")
    assert names_held(question, [read("American officials spoke in Port Vell.")]) == 1.0
    assert names_held(question, [read("American officials spoke.")]) == 0.5
    assert names_held(read_question("did it rain?"), [read("It rained.")]) == 1.0
