from app.answer import VerdictLabel
from app.evidence import EvidenceSentence
from app.verify import CombinedVerifier
from index.article import ArticleInfo, Span


def cite(text: str) -> list[EvidenceSentence]:
    info = ArticleInfo(article_id="a", version="v")
    return [EvidenceSentence(label="1.1", span=Span(0, len(text)), text=text, article=info)]


class Fixed:
    """A checker that always says the same, and counts how often it was asked."""

    def __init__(self, supported: float, unsupported: float, contradicted: float) -> None:
        self.answer = (supported, unsupported, contradicted)
        self.asked: list[tuple[str, str]] = []

    def probabilities(self, claim: str, evidence: str) -> tuple[float, float, float]:
        self.asked.append((claim, evidence))
        return self.answer


TEXT = "The council of Velmora sold nine old ferries to a scrap dealer in Halvik."
PARAPHRASE = "The council of Velmora flogged nine old ferries to a scrap dealer in Halvik."


def test_the_checker_settles_what_the_rules_leave_undecided() -> None:
    labels = [
        CombinedVerifier(checker=Fixed(*answer)).verify(PARAPHRASE, cite(TEXT)).label
        for answer in ((0.9, 0.1, 0.0), (0.4, 0.6, 0.0), (0.1, 0.8, 0.1), (0.1, 0.1, 0.8))
    ]
    assert labels == [
        VerdictLabel.SUPPORTED,
        VerdictLabel.UNDECIDED,
        VerdictLabel.UNSUPPORTED,
        VerdictLabel.CONTRADICTED,
    ]


def test_a_rule_that_fired_is_never_overruled() -> None:
    checker = Fixed(1.0, 0.0, 0.0)
    verdict = CombinedVerifier(checker=checker).verify(TEXT.replace("nine", "seven"), cite(TEXT))
    assert verdict.label is VerdictLabel.CONTRADICTED
    assert "seven" in verdict.reasons[0]
    assert checker.asked == []


def test_a_verbatim_sentence_needs_no_checker() -> None:
    checker = Fixed(0.0, 1.0, 0.0)
    assert CombinedVerifier(checker=checker).verify(TEXT, cite(TEXT)).label is VerdictLabel.SUPPORTED
    assert checker.asked == []


def test_the_lexical_checker_tells_covered_from_invented() -> None:
    from app.verify.lexical import LexicalChecker

    checker = LexicalChecker()
    near = checker.probabilities(PARAPHRASE, TEXT)
    far = checker.probabilities("A choir from Orlanne sang all night under the bridge.", TEXT)
    assert near[0] > 0.5 > far[0]
    assert abs(sum(near) - 1.0) < 1e-9
