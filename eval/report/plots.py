"""Plots as inline SVG."""

from collections.abc import Sequence

from eval.report.markup import Html, el
from eval.summary import ScoreSummary, Summary

_WIDTH, _LEFT, _ROW = 640, 230, 24
COLOURS = ("#1f5fa8", "#b4541a", "#2e7d4f", "#7a3e9d", "#8a6d00", "#a1284b")


def interval_plot(names: Sequence[str], summaries: Sequence[Summary]) -> Html:
    """Return means with their intervals, one row a score, one mark a run; scores from 0 to 1 only."""
    rows = [
        name
        for name in dict.fromkeys(s.name for summary in summaries for s in summary.scores if s.better)
        if any((s := summary.of(name)) and s.mean is not None for summary in summaries)
    ]
    height = _ROW * len(rows) + 30
    parts: list[Html] = []
    for tick in range(0, 11, 2):
        x = _x(tick / 10)
        parts.append(el("line", x1=x, x2=x, y1=4, y2=height - 22, class_="grid"))
        parts.append(el("text", f"{tick / 10:g}", x=x, y=height - 6, text_anchor="middle"))
    for number, name in enumerate(rows):
        y = _ROW * number + 16
        found = [summary.of(name) for summary in summaries]
        title = next(s.title for s in found if s)
        parts.append(el("text", title, x=_LEFT - 12, y=y + 4, text_anchor="end"))
        for run, score in enumerate(found):
            if score and score.mean is not None:
                parts += _mark(score, y + 5 * (run - (len(found) - 1) / 2), COLOURS[run % len(COLOURS)])
    label = "Mean of each score with its 95 % interval: " + "; ".join(names)
    return el("svg", *parts, viewBox=f"0 0 {_WIDTH} {height}", role="img", aria_label=label, class_="plot")


def _mark(score: ScoreSummary, y: float, colour: str) -> list[Html]:
    told = f"{score.title}: {score.mean:.3f}"
    if score.low is not None and score.high is not None:
        told += f" ({score.low:.3f} to {score.high:.3f})"
    tip = el("title", told)
    marks = [el("circle", tip, cx=_x(score.mean or 0), cy=y, r=4, fill=colour)]
    if score.low is not None and score.high is not None:
        line = el("line", x1=_x(score.low), x2=_x(score.high), y1=y, y2=y, stroke=colour, stroke_width=2)
        marks.insert(0, line)
    return marks


def _x(value: float) -> str:
    return f"{_LEFT + (_WIDTH - _LEFT - 20) * min(max(value, 0.0), 1.0):.1f}"


def two_by_two(summary: Summary) -> Html:
    """Return the table of answerable and answered."""
    grid = summary.abstention
    share = grid.balanced_accuracy
    caption = "Answered or abstained" + (f" (balanced accuracy {share:.3f})" if share is not None else "")
    return el(
        "table",
        el("caption", caption),
        el("tr", el("td"), el("th", "answered", scope="col"), el("th", "abstained", scope="col")),
        el(
            "tr",
            el("th", "answerable", scope="row"),
            el("td", grid.answerable_answered, class_="good"),
            el("td", grid.answerable_abstained, class_="bad" if grid.answerable_abstained else None),
        ),
        el(
            "tr",
            el("th", "unanswerable", scope="row"),
            el("td", grid.unanswerable_answered, class_="bad" if grid.unanswerable_answered else None),
            el("td", grid.unanswerable_abstained, class_="good"),
        ),
    )
