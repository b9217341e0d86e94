"""Finds cases that no longer fit their articles, and facts that their own gold sentence does not say."""

from collections.abc import Sequence
from dataclasses import dataclass

from eval.articles import ArticleSource, sentences_of
from eval.cases import Case, GoldFact, GoldSpan
from eval.matching.facts import Degree, Shown, find_fact
from eval.scores.gold import Place, place_of


@dataclass(frozen=True, slots=True)
class CaseProblem:
    """Something wrong with a case.

    Args:
        case_id: the case.
        text: what is wrong.
        fatal: whether scores on the case would be wrong; else it is only worth a look.
    """

    case_id: str
    text: str
    fatal: bool


def check_cases(cases: Sequence[Case], articles: ArticleSource) -> list[CaseProblem]:
    """Return what is wrong with `cases`, given the articles as they are now.

    Fatal: a gold span whose article is not held or whose quote does not stand in it; a gold fact that is said
    wholly by none of its gold sentences though wordings or values say it should; a gold sentence that says a
    forbidden fact of the same case. Worth a look: a quote that stands in its article more than once.
    """
    found: list[CaseProblem] = []
    for case in cases:
        for span in [s for f in case.facts for s in f.spans] + list(case.passages):
            place = place_of(span, articles)
            if place.problem:
                found.append(CaseProblem(case.id, place.problem, fatal=True))
            elif span.start is None and _times(span, articles) > 1:
                text = f"{span.article}: the quote stands there more than once: {span.quote[:60]!r}"
                found.append(CaseProblem(case.id, f"{text}; give start and end", fatal=False))
        for fact in case.facts:
            found += _fact_problems(case, fact, articles)
    return found


def misplaced(cases: Sequence[Case], articles: ArticleSource) -> list[str]:
    """Return the ids of cases with a gold span that does not stand in its article, or whose article is not
    held.
    """
    return [
        case.id
        for case in cases
        if any(
            place_of(span, articles).problem
            for span in [s for f in case.facts for s in f.spans] + list(case.passages)
        )
    ]


def gold_sentence(place: Place, articles: ArticleSource) -> str:
    """Return the whole sentences in which a gold span stands."""
    article = articles.get(place.article_id, place.version)
    if article is None:
        return ""
    touched = [s for s in sentences_of(article.text) if s.start < place.span.end and place.span.start < s.end]
    return article.text[touched[0].start : touched[-1].end] if touched else ""


def _fact_problems(case: Case, fact: GoldFact, articles: ArticleSource) -> list[CaseProblem]:
    places = [p for p in (place_of(s, articles) for s in fact.spans) if not p.problem]
    if not places:
        return []
    problems: list[CaseProblem] = []
    said = [find_fact(fact, [Shown.of(gold_sentence(p, articles))]) for p in places]
    if not any(m.degree is Degree.FULL for m in said):
        why = next((m.reason for m in said if m.reason), "no wording or value of it stands there")
        problems.append(
            CaseProblem(
                case.id, f"no gold sentence says the fact {fact.text[:60]!r} in full: {why}", fatal=True
            )
        )
    for forbidden in case.forbidden:
        for place in places:
            if find_fact(forbidden, [Shown.of(gold_sentence(place, articles))]).degree is not Degree.NONE:
                text = f"the gold sentence in {place.gold.article} says the forbidden {forbidden.text[:60]!r}"
                problems.append(CaseProblem(case.id, text, fatal=True))
    return problems


def _times(span: GoldSpan, articles: ArticleSource) -> int:
    article = articles.find(span.article)
    return article.text.count(span.quote) if article else 0
