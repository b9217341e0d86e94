import pytest

from app.answering import DraftClaim, DraftEnd, SentenceScore
from app.evidence import Evidence
from app.extractive.answerer import ExtractiveAnswerer
from app.extractive.opposing import DIFFERENT_STATEMENTS
from app.extractive.sides import NEWEST_FIRST, UNDATED_LAST
from app.verify.rules import RuleVerifier
from index.embedding.minilm import MiniLmEmbedder
from tests.support.evidence import make_article, make_evidence, make_hit


class Falling:
    """Scores sentences by their place, the second far below the first."""

    def score(self, question: str, evidence: Evidence) -> list[SentenceScore]:
        return [SentenceScore(0.9 / (2 * n + 1)) for n, _ in enumerate(evidence.sentences())]


def told(question: str, *articles: tuple[str, str]) -> tuple[list[tuple[str, str]], tuple[str, ...]]:
    hits = [make_hit(make_article(text, f"a{n}", published_at=day)) for n, (text, day) in enumerate(articles)]
    drafts = list(
        ExtractiveAnswerer(Falling(), MiniLmEmbedder(), RuleVerifier()).propose(
            question, make_evidence(*hits)
        )
    )
    end = drafts[-1]
    assert isinstance(end, DraftEnd)
    return [(d.lead, d.text) for d in drafts if isinstance(d, DraftClaim)], end.notes


GUILTY = ("The Orsk court convicted the harbour master Ola Rand of theft on Monday.", "2031-03-02")
CLEARED = ("The Orsk court acquitted the harbour master Ola Rand of theft on Friday.", "2031-09-14")


def test_the_opposite_in_another_article_is_shown_newest_first_however_unlikely_it_scores() -> None:
    claims, notes = told("Was Ola Rand convicted of theft?", GUILTY, CLEARED)
    assert [text for _, text in claims] == [CLEARED[0], GUILTY[0]]
    assert all(day in lead for (lead, _), day in zip(claims, ("14 September", "2 March"), strict=True))
    assert notes == (DIFFERENT_STATEMENTS + NEWEST_FIRST,)


def test_what_has_no_date_is_said_to_come_last() -> None:
    claims, notes = told("Was Ola Rand convicted of theft?", (CLEARED[0], ""), GUILTY)
    assert [text for _, text in claims] == [GUILTY[0], CLEARED[0]]
    assert notes == (DIFFERENT_STATEMENTS + UNDATED_LAST,)


def test_what_was_accepted_as_somebody_said_and_rejected() -> None:
    accepted = ("The rebels in Velmora accepted a ceasefire on Thursday, the government said.", "2031-05-01")
    rejected = ("The rebels in Velmora rejected a ceasefire on Saturday.", "2031-05-03")
    claims, _ = told("Did the rebels accept the ceasefire?", accepted, rejected)
    assert [text for _, text in claims] == [rejected[0], accepted[0]]


@pytest.mark.parametrize(
    "other",
    [
        "The Orsk court convicted the harbour master Ola Rand of theft on Monday, in spite of her tears.",
        "The harbour of Orsk was calm on Monday.",
        "Ola Rand was born in Orsk.",
        "No theft.",
    ],
)
def test_what_says_the_same_or_something_else_opposes_nothing(other: str) -> None:
    claims, notes = told("Was Ola Rand convicted of theft?", GUILTY, (other, "2031-04-01"))
    assert claims == [("", GUILTY[0])] and notes == ()


def test_an_article_does_not_oppose_itself() -> None:
    claims, notes = told("Was Ola Rand convicted of theft?", (f"{GUILTY[0]} {CLEARED[0]}", "2031-09-14"))
    assert claims == [("", GUILTY[0])] and notes == ()


def test_that_nobody_died_is_opposed_by_a_later_death_in_any_words() -> None:
    nobody = ("Nobody has died in the fire on the Orsk Queen.", "2031-03-02")
    a_death = ("A cook of the ferry Orsk Queen died in hospital of his burns.", "2031-03-05")
    for asked in ("Has anybody died on the Orsk Queen?", "How many people died on the Orsk Queen?"):
        claims, notes = told(asked, nobody, a_death)
        assert [text for _, text in claims] == [a_death[0], nobody[0]]
        assert notes == (DIFFERENT_STATEMENTS + NEWEST_FIRST,)
