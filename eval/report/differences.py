"""Two runs compared, on the page: a plot of the differences, the table behind it, the changed questions."""

from eval.comparing.compare import Comparison, Difference, told_apart
from eval.report.markup import Html, el

_CLASSES = {"better": "good", "worse": "bad"}
_WIDTH, _LEFT, _ROW = 640, 230, 20


def comparison_section(found: Comparison) -> Html:
    """Return the section that compares run B with run A."""
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
            el("td", d.verdict, class_=f"text {_CLASSES.get(d.verdict, '')}"),
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
        difference_plot(found),
        el("table", el("tr", *[el("th", t, scope="col") for t in titles]), *rows, class_="figures"),
        el(
            "details",
            el("summary", f"Questions that changed: {len(found.changed)} of {found.cases}"),
            el("ul", *links, class_="links"),
        ),
    )


def difference_plot(found: Comparison) -> Html:
    """Return B minus A with its interval, a row for each score from 0 to 1, better to the right.

    Where less is better the sign is turned, so that every mark right of the middle speaks for B.
    """
    rows = [d for d in found.differences if d.better and d.difference is not None]
    widest = max((abs(b) for d in rows for b in (d.low, d.high, d.difference) if b is not None), default=0.0)
    scale = next((s for s in (0.05, 0.1, 0.2, 0.5) if widest <= s), 1.0)
    height = _ROW * len(rows) + 40
    parts: list[Html] = []
    for tick in (-1.0, -0.5, 0.0, 0.5, 1.0):
        x = _x(tick)
        parts.append(el("line", x1=x, x2=x, y1=4, y2=height - 32, class_="zero" if tick == 0 else "grid"))
        parts.append(
            el("text", f"{tick * scale:+g}" if tick else "0", x=x, y=height - 18, text_anchor="middle")
        )
    parts.append(el("text", "← A is better", x=_x(-1), y=height - 3))
    parts.append(el("text", "B is better →", x=_x(1), y=height - 3, text_anchor="end"))
    for number, row in enumerate(rows):
        parts += _row(row, _ROW * number + 14, scale)
    label = f"Differences of B {found.run_b} against A {found.run_a} with 95 % intervals"
    return el("svg", *parts, viewBox=f"0 0 {_WIDTH} {height}", role="img", aria_label=label, class_="plot")


def _row(found: Difference, y: int, scale: float) -> list[Html]:
    sign = -1.0 if found.better == "lower" else 1.0
    middle = sign * (found.difference or 0.0) / scale
    class_ = f"dot {_CLASSES.get(found.verdict, '')}"
    tip = el("title", f"{found.title}: {found.difference:+.3f} {found.verdict}")
    parts = [el("text", found.title, x=_LEFT - 12, y=y + 4, text_anchor="end")]
    if found.low is not None and found.high is not None:
        ends = [_x(sign * bound / scale) for bound in (found.low, found.high)]
        parts.append(el("line", x1=ends[0], x2=ends[1], y1=y, y2=y, class_=class_))
    return [*parts, el("circle", tip, cx=_x(middle), cy=y, r=4, class_=class_)]


def _x(share: float) -> str:
    """Return where a share of the scale, from -1 to 1, lies."""
    return f"{_LEFT + (_WIDTH - _LEFT - 20) * (min(max(share, -1.0), 1.0) + 1) / 2:.1f}"
