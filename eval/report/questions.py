"""Each question: claims beside the cited words, gold facts found and missed, scores with reasons."""

from collections.abc import Sequence

from app.contract import AnswerModel
from eval.cases import Case
from eval.report.markup import Html, el
from eval.report.run_data import RunData
from eval.scored import CitedModel, FactModel, JudgedModel, Scored
from eval.scores.catalogue import kind_of

_AROUND = 160  # characters shown before and after the cited words
_LEADING = ("fact_recall_vital_strict", "faithfulness", "citation_precision", "recall_at_10", "abstention")


def question_block(case: Case, runs: Sequence[RunData], changed: Sequence[str] = ()) -> Html:
    """Return one question with what each run made of it, folded; `changed` tells how runs differ on it."""
    found = [run.scored.get(case.id) for run in runs]
    marks = sorted({mark for scored in found if scored for mark in marks_of(scored)})
    if changed:
        marks.append("changed")
    head = el(
        "summary",
        el("span", case.question, class_="q"),
        " ",
        el("code", case.id),
        *[el("span", mark, class_=f"mark {mark.replace(' ', '-')}") for mark in marks],
    )
    about = [el("p", f"Answerable: {'yes' if case.answerable else 'no'}", _filters(case), class_="about")]
    if case.note:
        about.append(el("p", case.note, class_="about"))
    if changed:
        about.append(el("p", f"Changed: {' · '.join(changed)}"))
    return el(
        "details",
        head,
        *about,
        *[_of_run(case, run, scored) for run, scored in zip(runs, found, strict=True)],
        class_="case",
        id=f"case-{case.id}",
        data_marks="|".join(marks),
        data_tags="|".join(case.tags),
    )


def marks_of(scored: Scored) -> list[str]:
    """Return words by which the page filters questions."""
    if scored.failed:
        return ["failed"]
    marks: list[str] = []
    if scored.answered is not scored.answerable:
        marks.append("abstained wrongly" if scored.answerable else "answered wrongly")
    if any(f.degree != "full" and f.importance == "vital" for f in scored.facts) and scored.answered:
        marks.append("fact missed")
    if any(f.degree != "none" for f in scored.forbidden):
        marks.append("forbidden said")
    if any(c.verdict in ("unsupported", "contradicted") for c in scored.claims):
        marks.append("unfaithful")
    if any(not cited.opens for c in scored.claims for cited in c.citations):
        marks.append("bad citation")
    return marks


def _filters(case: Case) -> str:
    filters = case.search_filters()
    told = [
        f" from {filters.since}" if filters.since else "",
        f" until {filters.until}" if filters.until else "",
    ]
    if filters.outlets:
        told.append(" in " + ", ".join(filters.outlets))
    return "".join(told) and ";" + "".join(told)


def _of_run(case: Case, run: RunData, scored: Scored | None) -> Html:
    title = el("h3", run.name)
    if scored is None or scored.failed:
        return el(
            "section", title, el("p", f"No answer: {scored.failed if scored else 'missing'}", class_="bad")
        )
    answer = run.records[case.id].answer
    parts: list[Html] = [title]
    if not scored.claims:
        parts.append(el("p", f"Abstained. {answer.text if answer else ''}", class_="answer"))
    parts += [_claim(claim, number, run) for number, claim in enumerate(scored.claims)]
    parts += _withheld(answer)
    parts += _facts("Gold facts", scored.facts, scored) + _facts("Forbidden facts", scored.forbidden, scored)
    parts.append(_scores(scored))
    return el("section", *parts, class_="run")


def _claim(claim: JudgedModel, number: int, run: RunData) -> Html:
    reasons = [el("li", reason) for reason in claim.reasons]
    left = el(
        "div",
        el("p", f"{number + 1}. {claim.text}"),
        el("p", el("span", claim.verdict, class_=f"mark {claim.verdict}")),
        el("ul", *reasons) if reasons else None,
        el("p", "Said in the answer's text, in none of its claims.") if claim.extra else None,
    )
    right = [_cited(cited, run, claim.verdict == "supported") for cited in claim.citations] or [
        el("p", "Cites nothing.", class_="bad")
    ]
    return el("div", left, el("div", *right), class_="claim")


def _cited(cited: CitedModel, run: RunData, carried: bool) -> Html:
    article = run.articles.get(cited.article_id, cited.version) if cited.opens else None
    if article is None:
        return el("p", f"[{cited.n}] {cited.article_id} ", el("span", cited.problem, class_="bad"))
    text = article.text
    start, end = max(0, cited.start - _AROUND), min(len(text), cited.end + _AROUND)
    info = article.info
    about = " · ".join(
        filter(None, (info.title, info.outlet, (info.published_at or "")[:10], info.article_id))
    )
    return el(
        "blockquote",
        el("p", f"[{cited.n}] {about}", class_="about"),
        el(
            "p",
            "…" if start else "",
            text[start : cited.start],
            el("mark", text[cited.start : cited.end]),
            text[cited.end : end],
            "…" if end < len(text) else "",
        ),
        el("p", "Not needed: the claim stands without it.", class_="about")
        if carried and not cited.precise
        else None,
    )


def _withheld(answer: AnswerModel | None) -> list[Html]:
    if answer is None or not answer.withheld:
        return []
    rows = [el("li", c.text, " – ", c.verdict, ": ", " ".join(c.reasons)) for c in answer.withheld]
    return [el("h4", "Withheld"), el("ul", *rows)]


def _facts(title: str, facts: Sequence[FactModel], scored: Scored) -> list[Html]:
    if not facts:
        return []
    rows = [el("li", el("span", _degree(f), class_=_class(f)), " ", f.text, _where(f, scored)) for f in facts]
    return [el("h4", title), el("ul", *rows)]


def _degree(fact: FactModel) -> str:
    said = {"full": "said", "part": "said in part", "none": "not said"}[fact.degree]
    return f"{said} ({fact.importance})" if fact.importance != "forbidden" else said


def _class(fact: FactModel) -> str:
    good = (fact.degree == "none") == (fact.importance == "forbidden")
    return "mark supported" if good else "mark unsupported"


def _where(fact: FactModel, scored: Scored) -> Html | str:
    told = f" – {fact.reason}" if fact.reason else ""
    if fact.sentence is None:
        return told
    text = scored.claims[fact.sentence].text
    shown: list[Html | str] = []
    at = 0
    for start, end in fact.spans:
        shown += [text[at:start], el("b", text[start:end])]
        at = end
    return el("span", told, " – “", *shown, text[at:], "”", class_="about")


def _scores(scored: Scored) -> Html:
    rows = []
    for name, score in scored.scores.items():
        kind = kind_of(name)
        value = "not scored" if score.value is None else f"{score.value:.{kind.digits if kind else 3}f}"
        title = kind.title if kind else name
        rows.append(el("tr", el("th", title, scope="row"), el("td", value), el("td", score.why)))
    table = el("table", *rows)
    short = " · ".join(
        f"{(kind.title if (kind := kind_of(name)) else name)} "
        + ("not scored" if (mean := scored.scores[name].value) is None else f"{mean:.2f}")
        for name in _LEADING
        if name in scored.scores
    )
    return el("details", el("summary", f"Scores: {short}"), table)
