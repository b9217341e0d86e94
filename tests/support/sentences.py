"""Single sentences as the extractive answerer reads them."""

from app.answering import SentenceScore
from app.evidence import EvidenceSentence
from app.extractive.merging import Group, ScoredSentence
from app.extractive.reading import ReadSentence
from index.article import ArticleInfo, Span


def read(text: str, label: str = "1.1", article_id: str = "a1", **known: str) -> ReadSentence:
    info = ArticleInfo(article_id=article_id, version="v1", **known)
    return ReadSentence(EvidenceSentence(label=label, span=Span(0, len(text)), text=text, article=info))


def scored(sentence: ReadSentence, score: float = 0.9, answer: str = "") -> ScoredSentence:
    start = sentence.text.find(answer)
    span = Span(start, start + len(answer)) if answer else None
    return ScoredSentence(sentence, SentenceScore(score, span))


def group(*members: ScoredSentence) -> Group:
    return Group(tuple(members))
