"""Evidence from invented articles, built without an archive: one passage per article, split at full stops."""

import re

from app.evidence import Evidence, EvidencePassage, EvidenceSentence
from index.article import Article, ArticleInfo, Passage, Span, passage_id_of, version_of
from index.hit import Hit


def make_article(text: str, article_id: str = "a1", **known: str) -> Article:
    info = ArticleInfo(article_id=article_id, version=version_of(text), **known)
    return Article(info=info, text=text)


def make_hit(article: Article, *, score: float = 1.0, copies: tuple[Hit, ...] = ()) -> Hit:
    text, info = article.text, article.info
    spans = tuple(Span(*m.span()) for m in re.finditer(r"[^\s](?:.|\n)*?(?:[.!?](?=\s|$)|$)", text))
    passage = Passage(
        passage_id=passage_id_of(info.article_id, info.version, 0),
        article_id=info.article_id,
        version=info.version,
        ordinal=0,
        start=0,
        end=len(text),
        text=text,
        sentences=spans,
    )
    return Hit(passage=passage, article=info, score=score, copies=copies)


def make_evidence(*hits: Hit) -> Evidence:
    passages = []
    for number, hit in enumerate(hits, 1):
        whole, spans = hit.passage, hit.passage.sentences
        texts = [whole.text[s.start : s.end] for s in spans]
        passages.append(
            EvidencePassage(
                number=number,
                hit=hit,
                sentences=tuple(
                    EvidenceSentence(
                        label=f"{number}.{i + 1}",
                        span=span,
                        text=texts[i],
                        article=hit.article,
                        before=texts[i - 1] if i else "",
                        after=texts[i + 1] if i + 1 < len(texts) else "",
                    )
                    for i, span in enumerate(spans)
                ),
            )
        )
    return Evidence(passages=tuple(passages), tokens=sum(len(h.passage.text) // 4 for h in hits))
