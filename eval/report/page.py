"""The whole page: overview with intervals, comparison, and every question."""

import base64
import hashlib
from collections.abc import Sequence
from importlib import resources

from eval.comparing.compare import Comparison, compare_scored, told_apart
from eval.report.markup import Html, el
from eval.report.plots import COLOURS, interval_plot, two_by_two
from eval.report.questions import marks_of, question_block
from eval.report.run_data import RunData
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
    changed = {c.case_id for comparison in comparisons for c in comparison.changed}
    blocks = [question_block(case, runs, case.id in changed) for case in first.cases]
    body = el(
        "main",
        el("h1", "Groundwire evaluation"),
        _overview(runs),
        *[_comparison(c) for c in comparisons],
        el("h2", "Questions"),
        _controls(runs, bool(changed)),
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
        el("li", el("span", "●", style=f"color:{COLOURS[i % len(COLOURS)]}"), " ", _about(run))
        for i, run in enumerate(runs)
    ]
    return el(
        "section",
        el("h2", "Overview"),
        el("ul", *legend, class_="runs"),
        interval_plot(names, [run.summary for run in runs]),
        *[_table(run) for run in runs],
    )


def _about(run: RunData) -> str:
    manifest = run.manifest
    told = [
        run.name,
        f"{run.summary.cases} questions",
        f"{run.summary.failed} failed" if run.summary.failed else "",
        f"answered by {run.answered_by}",
        f"judged by {manifest.judge}",
        f"code {manifest.code_hash}",
        f"commit {manifest.commit}" if manifest.commit else "",
        manifest.started,
    ]
    return ", ".join(filter(None, told))


def _table(run: RunData) -> Html:
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
        el("summary", f"{run.name}: all figures"),
        two_by_two(run.summary),
        el("table", head, *rows),
        open=True,
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
        el("td", missing),
    )


def _comparison(found: Comparison) -> Html:
    titles = ("score", "A", "B", "B − A", "95 % interval", "p (Holm)", "shown", "detectable", "n")
    rows = [
        el(
            "tr",
            el("th", d.title, scope="row"),
            el("td", f"{d.mean_a:.{d.digits}f}"),
            el("td", f"{d.mean_b:.{d.digits}f}"),
            el("td", f"{d.difference:+.{d.digits}f}"),
            el("td", f"{d.low:+.{d.digits}f} to {d.high:+.{d.digits}f}" if d.low is not None else ""),
            el("td", f"{d.p_holm:.3g}" if d.p_holm is not None else ""),
            el("td", d.verdict, class_={"better": "good", "worse": "bad"}.get(d.verdict)),
            el("td", f"{d.detectable:.{d.digits}f}" if d.detectable is not None else ""),
            el("td", f"{d.n}{told_apart(d)}"),
        )
        for d in found.differences
        if d.difference is not None
    ]
    links = [el("li", el("a", c.case_id, href=f"#case-{c.case_id}")) for c in found.changed]
    return el(
        "section",
        el("h2", f"B {found.run_b} against A {found.run_a}"),
        el("table", el("tr", *[el("th", t, scope="col") for t in titles]), *rows),
        el(
            "details",
            el("summary", f"{len(found.changed)} questions changed"),
            el("ul", *links, class_="links"),
        ),
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
