"""The whole page: overview with intervals, comparison, and every question."""

import base64
import hashlib
from collections.abc import Sequence
from importlib import resources

from eval.comparing.compare import Comparison, compare_scored
from eval.report.differences import comparison_section
from eval.report.markup import Html, el
from eval.report.plots import COLOURS, interval_plot, two_by_two
from eval.report.questions import marks_of, question_block
from eval.report.run_data import RunData
from eval.scores.catalogue import kind_of
from eval.summary import ScoreSummary
from index.errors import InputError


def render_page(runs: Sequence[RunData]) -> str:
    """Return the page of one run, or of several over the same cases, compared with the first.

    Raises:
        InputError: the runs are over different cases.
    """
    first = runs[0]
    if any(run.manifest.cases_hash != first.manifest.cases_hash for run in runs):
        raise InputError("the runs are over different cases", hint="Run them over the same file")
    comparisons = [
        compare_scored(list(first.scored.values()), list(run.scored.values()), names=(first.name, run.name))
        for run in runs[1:]
    ]
    changed = {case.id: [row for c in comparisons for row in _changes(c, case.id)] for case in first.cases}
    blocks = [question_block(case, runs, changed[case.id]) for case in first.cases]
    body = el(
        "main",
        el("h1", "Groundwire evaluation"),
        _overview(runs),
        *[comparison_section(c) for c in comparisons],
        el("h2", "All figures"),
        *[_table(run, opened=len(runs) == 1) for run in runs],
        el("h2", "Questions"),
        _controls(runs, any(changed.values())),
        *blocks,
    )
    return _document(body)


def _document(body: Html) -> str:
    style, script = (
        resources.files("eval.report").joinpath(n).read_text("utf-8") for n in ("page.css", "page.js")
    )
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    # Nothing may be loaded, and no script but this one may run, whatever an article holds
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; base-uri 'none'"
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=policy),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("title", "Groundwire evaluation"),
        el("style", Html(style)),
    )
    page = el("html", head, el("body", body, el("script", Html(script))), lang="en")
    return f"<!doctype html>\n{page}\n"


def _overview(runs: Sequence[RunData]) -> Html:
    names = [run.name for run in runs]
    legend = [
        el(
            "li",
            el("span", "● ", style=f"color:{COLOURS[i % len(COLOURS)]}"),
            el("b", run.name),
            el("span", f" – {_about(run)}", class_="about"),
        )
        for i, run in enumerate(runs)
    ]
    return el(
        "section",
        el("h2", "Overview"),
        el("ul", *legend, class_="runs"),
        interval_plot(names, [run.summary for run in runs]),
    )


def _about(run: RunData) -> str:
    manifest = run.manifest
    told = [
        f"{run.summary.cases} questions",
        f"{run.summary.failed} failed" if run.summary.failed else "",
        f"answered by {run.answered_by}",
        f"judged by {manifest.judge}",
        f"code {manifest.code_hash}",
        f"commit {manifest.commit}" if manifest.commit else "",
        manifest.started,
    ]
    return ", ".join(filter(None, told))


def _changes(found: Comparison, case_id: str) -> list[str]:
    """Return what changed on one question, a line each."""
    rows = next((c.scores for c in found.changed if c.case_id == case_id), [])
    return [f"{_title(name)} {_value(a)} → {_value(b)}" for name, a, b in rows]


def _title(name: str) -> str:
    kind = kind_of(name)
    return kind.title if kind else name


def _value(value: float | None) -> str:
    return "not scored" if value is None else f"{value:.2f}"


def _table(run: RunData, *, opened: bool) -> Html:
    head = el(
        "tr", *[el("th", t, scope="col") for t in ("score", "mean", "95 % interval", "scored", "not scored")]
    )
    rows: list[Html] = []
    group = ""
    for score in run.summary.scores:
        if score.group != group:
            group = score.group
            rows.append(el("tr", el("th", group, colspan=5, scope="colgroup", class_="group")))
        rows.append(_row(score))
    return el(
        "details",
        el("summary", run.name),
        two_by_two(run.summary),
        el("table", head, *rows, class_="figures"),
        open=opened,
    )


def _row(score: ScoreSummary) -> Html:
    arrow = {"higher": " ↑", "lower": " ↓"}.get(score.better or "", "")
    mean = "not scored" if score.mean is None else f"{score.mean:.{score.digits}f}"
    bounds = f"{score.low:.{score.digits}f} – {score.high:.{score.digits}f}" if score.low is not None else ""
    missing = "; ".join(f"{n} {why}" for why, n in score.not_scored.items())
    return el(
        "tr",
        el("th", score.title + arrow, scope="row"),
        el("td", mean),
        el("td", bounds),
        el("td", score.scored),
        el("td", missing, class_="text"),
    )


def _controls(runs: Sequence[RunData], changed: bool) -> Html:
    marks = sorted({m for run in runs for s in run.scored.values() for m in marks_of(s)})
    tags = sorted({t for run in runs for s in run.scored.values() for t in s.tags})
    return el(
        "form",
        el("label", "Search ", el("input", type="search", id="find", autocomplete="off")),
        el("label", "Show ", _select("mark", ["all", *marks, *(["changed"] if changed else [])])),
        el("label", "Tag ", _select("tag", ["all", *tags])) if tags else None,
        el("button", "Open all shown", type="button", id="open"),
        el("output", "", id="count", aria_live="polite"),
        id="filters",
    )


def _select(name: str, options: Sequence[str]) -> Html:
    return el("select", *[el("option", option, value=option) for option in options], id=name)
