import pytest

from app.model.archive_phrases import NOT_ALL_SAID, NOT_SAID, read_remark

QUESTION = "Who is the mayor of Orsk and how many people died?"


@pytest.mark.parametrize(
    ("sentence", "missing"),
    [
        ("The articles do not say.", NOT_SAID),
        ("The provided articles don’t say.", NOT_SAID),
        (
            "The articles do not say who the mayor of Orsk is.",
            "The articles do not say who the mayor of Orsk is.",
        ),
        ("The articles do not mention that Ida Venn stole the fund.", NOT_ALL_SAID),
        ("I cannot answer.", NOT_SAID),
        ("There is no information in the articles.", NOT_SAID),
    ],
)
def test_what_the_articles_do_not_say_is_told_in_the_words_of_the_question_alone(
    sentence: str, missing: str
) -> None:
    remark = read_remark(sentence, QUESTION)
    assert remark is not None
    assert (remark.missing, remark.claim) == (missing, "")


@pytest.mark.parametrize(
    "sentence",
    [
        "The articles do not say, but the mayor is Ida Venn.",
        "The articles do not say; the mayor is Ida Venn.",
        "The articles do not say who it is – the mayor is Ida Venn.",
        "The articles do not say: the mayor is Ida Venn.",
        "The articles do not say, although the mayor is Ida Venn.",
        "The articles do not say (the mayor is Ida Venn).",
        "The articles do not say how many people died. The mayor is Ida Venn.",
        "The articles do not say, however, the mayor is Ida Venn.",
        "The mayor is Ida Venn, but the articles do not say how many people died.",
    ],
)
def test_a_fact_that_rides_along_is_a_claim_of_its_own(sentence: str) -> None:
    remark = read_remark(sentence, QUESTION)
    assert remark is not None
    assert remark.claim == "The mayor is Ida Venn."
    assert "Venn" not in remark.missing


@pytest.mark.parametrize(
    "sentence",
    [
        "The mayor did not say who died.",
        "The minister told the articles' author nothing.",
        "Four people died.",
    ],
)
def test_reporting_is_no_remark(sentence: str) -> None:
    assert read_remark(sentence, QUESTION) is None
