"""Articles by month and outlet as a plot: inline SVG, so nothing is fetched, and the same as a table."""

from collections import Counter
from collections.abc import Sequence

from app.chat.markup import text
from index.article_table import MonthCount

_COLOURS = ("#2563a8", "#c2571a", "#2e7d5b", "#8a4a9e", "#9a7b0a", "#66707d")
"""Each of at least 3:1 to white and to the dark page; the last is for all other outlets."""
_OUTLETS = 5
_MONTHS = 60
_WIDTH, _HEIGHT, _LEFT, _BOTTOM = 720, 200, 44, 34


def plot_html(counts: Sequence[MonthCount]) -> str:
    """Return the plot, of the last five years that hold any article at most.

    Args:
        counts: as `count_by_month` gives them.
    """
    undated = sum(count.articles for count in counts if count.month is None)
    dated = [count for count in counts if count.month]
    note = f'<p class="gw-note">{undated:,} articles have no date.</p>' if undated else ""
    if not dated:
        return note or '<p class="gw-note">No article yet.</p>'
    months = _months(min(c.month or "" for c in dated), max(c.month or "" for c in dated))[-_MONTHS:]
    by_outlet: Counter[str] = Counter()
    for count in dated:
        by_outlet[count.outlet or "unknown outlet"] += count.articles
    outlets = [name for name, _ in by_outlet.most_common(_OUTLETS)]
    if len(by_outlet) > len(outlets):
        outlets.append("all others")
    bars: dict[str, Counter[str]] = {month: Counter() for month in months}
    for count in dated:
        if count.month in bars:
            name = count.outlet or "unknown outlet"
            bars[count.month][name if name in outlets else "all others"] += count.articles
    drawn = f"{_svg(bars, outlets)}{_legend(outlets)}{_table(bars, outlets)}"
    return f'<figure class="gw-plot">{drawn}</figure>{note}'


def _svg(bars: dict[str, Counter[str]], outlets: Sequence[str]) -> str:
    tallest = max(*(bar.total() for bar in bars.values()), 1)
    step = (_WIDTH - _LEFT) / len(bars)
    rects, labels = [], []
    every = max(1, round(len(bars) / 12))
    for at, (month, bar) in enumerate(bars.items()):
        x, base = _LEFT + at * step, float(_HEIGHT - _BOTTOM)
        for colour, name in zip(_COLOURS, outlets, strict=False):
            if not bar[name]:
                continue
            height = bar[name] / tallest * (_HEIGHT - _BOTTOM - 12)
            base -= height
            rects.append(
                f'<rect x="{x + step * 0.1:.1f}" y="{base:.1f}" width="{min(step * 0.8, 46):.1f}" '
                f'height="{height:.1f}" fill="{colour}"><title>{text(name)}, {month}: {bar[name]:,}'
                "</title></rect>"
            )
        if at % every == 0:
            labels.append(f'<text x="{x + step * 0.1:.1f}" y="{_HEIGHT - 14}">{month}</text>')
    axis = (
        f'<line x1="{_LEFT}" y1="{_HEIGHT - _BOTTOM}" x2="{_WIDTH}" y2="{_HEIGHT - _BOTTOM}"/>'
        f'<text x="{_LEFT - 6}" y="18" text-anchor="end">{tallest:,}</text>'
        f'<text x="{_LEFT - 6}" y="{_HEIGHT - _BOTTOM}" text-anchor="end">0</text>'
    )
    return (
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="Articles by month and outlet">'
        f"{axis}{''.join(rects)}{''.join(labels)}</svg>"
    )


def _legend(outlets: Sequence[str]) -> str:
    marks = "".join(
        '<li><svg viewBox="0 0 10 10" aria-hidden="true">'
        f'<rect width="10" height="10" fill="{colour}"/></svg>'
        f'<span dir="auto">{text(name)}</span></li>'
        for colour, name in zip(_COLOURS, outlets, strict=False)
    )
    return f'<figcaption><ul class="gw-legend">{marks}</ul></figcaption>'


def _table(bars: dict[str, Counter[str]], outlets: Sequence[str]) -> str:
    head = "".join(f'<th scope="col">{text(name)}</th>' for name in outlets)
    rows = "".join(
        f'<tr><th scope="row">{month}</th>{"".join(f"<td>{bar[name]:,}</td>" for name in outlets)}</tr>'
        for month, bar in bars.items()
        if bar.total()
    )
    return (
        f"<details><summary>The same as a table</summary><table><thead><tr><th>Month</th>{head}</tr></thead>"
        f"<tbody>{rows}</tbody></table></details>"
    )


def _months(first: str, last: str) -> list[str]:
    year, month = int(first[:4]), int(first[5:7] or 1)
    months: list[str] = []
    while f"{year:04}-{month:02}" <= last and len(months) < 12_000:
        months.append(f"{year:04}-{month:02}")
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return months or [first]
