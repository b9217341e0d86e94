"""Plots of what the benches of speed measured: `python -m bench.speed.plots FIGURES_FOLDER OUT.png`.

Only what was measured is drawn; matplotlib comes with the `bench` extra.
"""

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from bench.speed.results import load

BARE, OURS, PEER = "#9aa5b1", "#1f6f8b", "#c8963e"
FILTERS = {
    "no filter": "Groundwire, no filter",
    "half of the days": "filter that keeps half",
    "7 % of the days": "filter that keeps 7 %",
    "1 % of the days": "filter that keeps 1 %",
}
Bar = tuple[str, float, str, str]  # name, value, colour, what is written at its end
GAP: Bar = ("", 0.0, BARE, "")


def searching(axes: Any, folder: Path) -> bool:
    """Median milliseconds of one query: the bare parts together, and the whole search."""
    bars: list[Bar] = []
    for figures in by_size(folder, "searching"):
        size = figures["passages"]
        at = {name: 1000 * found["50"] for name, found in figures["percentiles"].items()}
        bare = at["sum of the bare"]
        if bars:
            bars.append(GAP)
        bars.append((f"{size:,} passages: bare parts", bare, BARE, f"{bare:.0f} ms"))
        whole = at["no filter"]
        bars.append((FILTERS["no filter"], whole, OURS, f"{whole:.0f} ms, {whole / bare:.1f} times"))
        bars += [
            (told, at[name], OURS, f"{at[name]:.0f} ms, {at[name] / whole:.1f} times no filter")
            for name, told in FILTERS.items()
            if name in at and name != "no filter"
        ]
    return _bars(axes, bars, "One search (bare parts: embedding + Chroma + tantivy)", "milliseconds, median")


def indexing(axes: Any, folder: Path) -> bool:
    """Seconds for the same articles."""
    ours = load(folder, "indexing")
    if ours is None:
        return False
    first, bare = ours["first"], ours["bare"]
    bars: list[Bar] = [
        ("embedding alone, same model", bare, BARE, f"{bare:.0f} s"),
        ("Groundwire", first, OURS, f"{first:.0f} s, {first / bare:.2f} times"),
    ]
    for chunk, told in ((256, "chunks of 256"), (1_024, "stock chunks of 1,024")):
        peer = load(folder, f"llama-index-{chunk}")
        if peer and abs(peer["articles"] - ours["articles"]) <= ours["articles"] / 100:
            share = peer["tokens_read"] / peer["tokens"]
            took = peer["seconds"]
            bars.append(
                (f"LlamaIndex, {told}", took, PEER, f"{took:.0f} s, reads {100 * share:.0f} % of the text")
            )
    return _bars(
        axes, bars, f"Indexing {ours['articles']:,} articles ({ours['passages']:,} passages)", "seconds"
    )


def opening(axes: Any, folder: Path) -> bool:
    """Median seconds of new processes."""
    figures = load(folder, "opening")
    if figures is None:
        return False
    chroma, ours = (median(figures["seconds"][name]) for name in ("Chroma alone", "Groundwire"))
    bars: list[Bar] = [
        ("Chroma alone", chroma, BARE, f"{chroma:.1f} s"),
        ("Groundwire", ours, OURS, f"{ours:.1f} s, {ours / chroma:.2f} times"),
    ]
    title = f"Opening {figures['passages']:,} passages, to the first answer"
    return _bars(axes, bars, title, "seconds, new process")


def growth(axes: Any, folder: Path) -> bool:
    """Seconds over articles, beside the pace of the small run."""
    runs = by_size(folder, "growth")
    if len(runs) < 2:
        return False
    small, *_, large = runs
    pace = small["seconds"] / small["articles"]
    course = [(0, 0.0), *large["course"], (large["articles"], large["seconds"])]
    axes.plot([n for n, _ in course], [s for _, s in course], color=OURS, linewidth=2)
    axes.plot([0, large["articles"]], [0, pace * large["articles"]], "--", color=BARE)
    axes.annotate(
        f"{large['articles']:,} articles: {1000 * large['seconds'] / large['articles']:.1f} ms each",
        (0.03, 0.90),
        xycoords="axes fraction",
        fontsize=9,
        color=OURS,
    )
    axes.annotate(
        f"dashed: the pace of {small['articles']:,} articles, {1000 * pace:.1f} ms each",
        (0.03, 0.82),
        xycoords="axes fraction",
        fontsize=9,
        color="#5f6b76",
    )
    axes.set_xlabel("short articles indexed", fontsize=9)
    axes.set_ylabel("seconds", fontsize=9)
    axes.set_xlim(left=0)
    axes.set_ylim(0, axes.get_ylim()[1] * 1.2)
    axes.locator_params(nbins=5)
    axes.xaxis.set_major_formatter("{x:,.0f}")
    axes.set_title("Growth", fontsize=10, loc="left")
    return True


def by_size(folder: Path, name: str) -> list[dict[str, Any]]:
    """Return what was saved as NAME-SIZE, the smallest first."""
    paths = sorted(folder.glob(f"{name}-*.json"), key=lambda path: int(path.stem.split("-")[-1]))
    return [json.loads(path.read_text(encoding="utf-8")) for path in paths]


def _bars(axes: Any, bars: list[Bar], title: str, unit: str) -> bool:
    if not bars:
        return False
    names, values, colours, told = zip(*bars, strict=True)
    places = range(len(bars), 0, -1)
    drawn = axes.barh(places, values, min(0.7, len(bars) / 6), color=colours)
    axes.set_yticks(places, names)
    axes.tick_params(axis="y", length=0)
    axes.bar_label(drawn, told, padding=3, fontsize=9)
    axes.set_xlim(0, max(values) * 1.55)
    axes.set_xlabel(unit, fontsize=9)
    axes.set_title(title, fontsize=10, loc="left")
    return True


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("figures", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    plots: tuple[Callable[[Any, Path], bool], ...] = (searching, indexing, opening, growth)
    figure = pyplot.figure(figsize=(13, 7), layout="constrained")
    drawn = 0
    for plot in plots:
        axes = figure.add_subplot(2, 2, drawn + 1)
        axes.spines[["top", "right"]].set_visible(False)
        axes.tick_params(labelsize=9)
        if plot(axes, options.figures):
            drawn += 1
        else:
            axes.remove()
    options.out.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(options.out, dpi=100, bbox_inches="tight")
    print(options.out)


if __name__ == "__main__":
    main()
