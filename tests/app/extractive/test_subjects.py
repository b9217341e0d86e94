import pytest

from app.extractive.reading import ReadSentence
from app.extractive.subjects import Subjects
from app.question import read_question
from tests.support.evidence import make_article, make_evidence, make_hit

TEXT = "The quay of Orskhaven fell on Friday. Ida Venn of the Harbour Board counted 34 injured."


def told(question: str, *texts: str) -> tuple[Subjects, list[ReadSentence]]:
    evidence = make_evidence(
        *(
            make_hit(make_article(text, f"a{n}", title="", outlet="Coast Wire"))
            for n, text in enumerate(texts)
        )
    )
    firsts = [ReadSentence(passage.sentences[0]) for passage in evidence.passages]
    return Subjects(read_question(question), evidence), firsts


@pytest.mark.parametrize(
    "question",
    [
        "How many people were injured in Orskhaven?",
        "How many were injured when the quay fell?",
        "how many were injured in skerryhaven",  # nothing in it stands as a name
        "Whom did the Board of Orskhaven send?",
        "What did Venn count?",
        "What did Mrs Ida Venn count?",
        "What did Ida Venn say in Skerry?",  # half of the names
        "How many were injured, according to the Coast Wire?",
        "HOW MANY WERE INJURED IN SKERRY?",
        "How Many People Were Injured In Skerryhaven?",  # a headline: every word has a capital
        "What did the Orskhavener papers report on Friday?",
    ],
)
def test_what_the_article_speaks_of_may_answer(question: str) -> None:
    subjects, (sentence,) = told(question, TEXT)
    assert subjects.speaks_of_them(sentence)


@pytest.mark.parametrize(
    "question",
    [
        "How many people were injured in Skerryhaven?",
        "What did Ida Quist count?",
        "What did Ola Rand say in Skerry?",
        "How many were injured, according to the Sorrel Echo?",
    ],
)
def test_what_the_article_never_names_it_cannot_answer(question: str) -> None:
    subjects, (sentence,) = told(question, TEXT)
    assert not subjects.speaks_of_them(sentence)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What did the Slovenes build at Silahtaraga?", "Slovenia built Silahtarağa."),
        ("How many died of COVID-19?", "Of Covid nine died."),
        ("How far is the al-Asad base?", "The base at Ain al Asad is far."),
    ],
)
def test_accents_and_other_forms_of_a_name(question: str, text: str) -> None:
    subjects, (sentence,) = told(question, text)
    assert subjects.speaks_of_them(sentence)


def test_another_article_must_speak_of_all_that_the_best_one_does() -> None:
    question = "How many people were injured in Orskhaven?"
    other = "The quay of Skerry fell on Friday. It injured 3."
    subjects, (best, stranger, same) = told(question, TEXT, other, f"{other} Orskhaven was spared.")
    assert not subjects.are_of(best, stranger)
    assert subjects.are_of(stranger, best)
    assert subjects.are_of(best, same)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("SKERRY - At least 13 people have died from the heat.", True),
        ("The HEATWAVES have cost Skerry 13 lives.", True),
        ("Nine people died in Skerry when the ferry burned.", False),
    ],
)
def test_what_the_best_answer_speaks_of_others_must_speak_of(text: str, same: bool) -> None:
    asked = "How many people died in the Skerry heatwave?"
    subjects, (best, other) = told(asked, "The heatwave killed 87 people in Skerry.", text)
    assert subjects.are_of(best, other) is same
    assert subjects.are_of(other, best)  # what the best does not speak of is not asked of others


def test_a_deed_is_no_thing() -> None:
    asked = "How many people left their homes in the Skerry flood?"
    first, other = "4,300 people left their homes in the Skerry flood.", "4,000 had to leave homes in Skerry."
    subjects, sentences = told(asked, first, other)
    assert subjects.are_of(*sentences)


def test_another_word_for_it_will_do() -> None:
    asked = "How many people died in the Skerry fire?"
    subjects, (best, other) = told(asked, "A fire in Skerry killed 3 people.", "The Skerry blaze killed 4.")
    assert subjects.are_of(best, other)
