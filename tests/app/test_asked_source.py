import pytest

from app.answer import Status
from app.answering import DraftClaim, DraftEnd
from app.asked_source import asked_source, asks_who_said, without_source, words_of_source
from app.claim_desk import NO_SUCH_SENTENCE
from index.hit import Filters, Hit
from tests.support.answering import ListSearcher, ScriptedAnswerer, make_engine
from tests.support.evidence import make_article, make_evidence, make_hit

ASKED = {
    "According to the Harbour Post, how many died?": "Harbour Post",
    "How many people died according to the health ministry?": "health ministry",
    "What did Mayor Ida Venn say about the fund?": "Mayor Ida Venn",
    "How many deaths did the ministry report?": "ministry",
    "What has the union leader really promised?": "union leader",
    "What did the articles say?": None,
    "What did she say?": None,
    "How many soldiers were killed in the attack near the border?": None,
    "When did the fire that officials reported start?": None,
    "What did Venn call Rand?": None,
    "What did the airline announce on Monday?": "airline",
    "How many jets did the airline agree to buy?": None,
    "What did the airline agree to buy?": None,
    "When did Venn announce her resignation?": None,
    "How many points did Ola Rand post on Sunday?": None,
    "Why did Rand deny the theft?": None,
    "When did Rand say the bridge would open?": "Rand",
}


@pytest.mark.parametrize("question", ASKED)
def test_whom_a_question_wants_to_hear(question: str) -> None:
    assert asked_source(question) == ASKED[question]


def test_who_said_asks_for_a_speaker() -> None:
    assert asks_who_said("Who has warned of floods?") and asks_who_said("Who said that the ferry was unsafe?")
    assert not asks_who_said("Who is the mayor?") and not asks_who_said("Who read the will?")


REPORT = make_article(
    "Ida Venn said that Ola Rand had sold the lamp. Ola Rand was arrested on Monday. "
    "The health ministry said that nine people were ill. The defence ministry said that six were. "
    "The harbour was calm. “It was a bad day,” Rand said. “I slept badly.”",
    "report",
)
EVIDENCE = make_evidence(make_hit(REPORT))


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        ("What did Ola Rand say?", ["“It was a bad day,” Rand said.", "“I slept badly.”"]),
        ("What did Venn say?", ["Ida Venn said that Ola Rand had sold the lamp."]),
        (
            "How many were ill according to the health ministry?",
            ["The health ministry said that nine people were ill."],
        ),
        ("What did the defence ministry say?", ["The defence ministry said that six were."]),
        ("What did the bishop say?", []),
    ],
)
def test_only_the_words_of_the_one_who_is_asked_for_are_left(question: str, texts: list[str]) -> None:
    assert [s.text for s in words_of_source(question, EVIDENCE).only_usable().sentences()] == texts


@pytest.mark.parametrize(
    ("question", "text", "is_theirs"),
    [
        ("What did Ola Rand say?", "The leader of the union, Ola Rand, said that the sum was small.", True),
        ("What did Ola Rand say?", "Ola Rand, the union's leader, denied that the strike was over.", True),
        (
            "How did the pilots' spokesman describe it?",
            "Their spokesman, Tam Pyke, called the deal “a joke”.",
            True,
        ),
        ("What did Ola Rand say?", "Ola Rand, Ida Venn said, had sold the lamp.", False),
        (
            "What did the health ministry say?",
            "The defence ministry's spokesman, Tam Pyke, called it “a joke”.",
            False,
        ),
    ],
)
def test_an_apposition_does_not_hide_who_speaks(question: str, text: str, is_theirs: bool) -> None:
    evidence = make_evidence(make_hit(make_article(text)))
    assert bool(words_of_source(question, evidence).usable) is is_theirs


def test_who_said_a_quoted_sentence_leaves_only_what_holds_it() -> None:
    kept = words_of_source("Who said that “Nine people were ill in the town”?", EVIDENCE).only_usable()
    assert [s.text for s in kept.sentences()] == ["The health ministry said that nine people were ill."]
    nobody = words_of_source("Who said that “The harbour was calm”?", EVIDENCE).only_usable()
    assert not nobody.passages


def test_who_said_leaves_what_names_a_speaker_and_any_other_question_everything() -> None:
    kept = [
        s.text
        for s in words_of_source("Who said that nine people were ill?", EVIDENCE).only_usable().sentences()
    ]
    assert (
        "The harbour was calm." not in kept and "The health ministry said that nine people were ill." in kept
    )
    assert words_of_source("How many were ill?", EVIDENCE) is EVIDENCE


def test_a_claim_on_what_another_said_is_not_shown_and_none_left_abstains() -> None:
    lie = DraftClaim(text="Ida Venn said that Ola Rand had sold the lamp.", labels=("1.1",))
    good = DraftClaim(text="“It was a bad day,” Rand said.", labels=("1.6",))
    answerer = ScriptedAnswerer(lie, good, DraftEnd(answered=True))
    answer = make_engine(ListSearcher(), answerer).ask("What did Ola Rand say?")
    assert answer.status is Status.ABSTAINED
    searcher = Outlets(make_hit(REPORT))
    answer = make_engine(searcher, answerer).ask("What did Ola Rand say?")
    assert [c.text for c in answer.claims] == [good.text]
    assert [c.verdict.reasons for c in answer.withheld] == [(NO_SUCH_SENTENCE,)]
    answer = make_engine(searcher, answerer).ask("What did the bishop say?")
    assert (answer.status, answer.withheld) == (Status.ABSTAINED, ())


class Outlets(ListSearcher):
    """Keeps to outlets as a real search does."""

    def search(self, query: str, k: int = 10, filters: Filters | None = None) -> list[Hit]:
        self.queries.append((query, k, filters))
        wanted = [name.lower() for name in filters.outlets] if filters else []
        return [hit for hit in self.hits if not wanted or (hit.article.outlet or "").lower() in wanted]


def test_according_to_an_outlet_keeps_the_search_to_it() -> None:
    post = make_article("Four people died.", "post", outlet="The Harbour Post")
    mail = make_article("Nine people died.", "mail", outlet="Orsk Mail")
    searcher = Outlets(make_hit(mail), make_hit(post))
    answerer = ScriptedAnswerer(
        DraftClaim(text="Four people died.", labels=("1.1",)), DraftEnd(answered=True)
    )
    answer = make_engine(searcher, answerer).ask("According to the Harbour Post, how many died?")
    assert [c.text for c in answer.claims] == ["Four people died."]
    assert answer.searched.filters == {"outlets": ["The Harbour Post"]}
    kept = make_engine(searcher, answerer).ask(
        "According to the Harbour Post, how many died?", filters=Filters(outlets=("Orsk Mail",))
    )
    assert kept.searched.filters == {"outlets": ["Orsk Mail"]}


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("According to the Harbour Post, how many died?", "How many died?"),
        ("How many died according to the Harbour Post?", "How many died?"),
        ("How many died?", "How many died?"),
    ],
)
def test_an_outlets_own_name_is_not_looked_for_in_its_articles(question: str, left: str) -> None:
    assert without_source(question) == left
