"""Draw what the benches of speed kept as JSON.

    python -m bench.speed.plots FIGURES_FOLDER OUT.png

Only what was measured is drawn; matplotlib comes with the `bench` extra.
"""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.speed.results import load

BARE, OURS, PEER = "#9aa5b1", "#1f6f8b", "#c8963e"
SIZES = (10_000, 100_000)


def searching(axes: Any, folder: Path) -> bool:
    """Bars of p50, whiskers to p95, for each size of archive."""
    found = [figures for size in SIZES if (figures := load(folder, f"searching-{size}"))]
    names = {
        "sum of the bare": ("bare embedding + Chroma + tantivy", BARE),
        "no filter": ("search", OURS),
        "half of the days": ("search, half of the days", "#4f9bb3"),
        "1 % of the days": ("search, 1 % of the days", "#8cc3d4"),
    }
    for n, (name, (label, colour)) in enumerate(names.items()):
        middle = [1000 * figures["percentiles"][name]["50"] for figures in found]
        high = [1000 * figures["percentiles"][name]["95"] for figures in found]
        places = [place + (n - 1.5) * 0.2 for place in range(len(found))]
        whiskers = [[0] * len(found), [h - m for h, m in zip(high, middle, strict=True)]]
        axes.bar(places, middle, 0.19, yerr=whiskers, capsize=2, color=colour, label=label)
        for place, value in zip(places, middle, strict=True):
            axes.text(place, value / 2, f"{value:.0f}", ha="center", va="center", fontsize=8)
    axes.set_xticks(range(len(found)), [f"{figures['passages']:,} passages" for figures in found])
    axes.set_ylabel("milliseconds, p50; whisker to p95")
    axes.set_ylim(0, axes.get_ylim()[1] * 1.45)
    axes.set_title("A query")
    axes.legend(fontsize=7, loc="upper left", ncols=2, frameon=False)
    return bool(found)


def indexing(axes: Any, folder: Path) -> bool:
    """Bars of seconds for the same articles."""
    ours = load(folder, "indexing")
    if ours is None:
        return False
    bars = [("bare embedding", ours["bare"], BARE), ("Groundwire", ours["first"], OURS)]
    for chunk in (256, 1_024):
        if peer := load(folder, f"llama-index-{chunk}"):
            bars.append((f"LlamaIndex,\nchunks of {chunk:,}", peer["seconds"], PEER))
    _bars(axes, bars, "{:.0f} s")
    axes.set_ylabel("seconds")
    axes.set_title(f"Indexing {ours['articles']:,} articles ({ours['passages']:,} passages)")
    return True


def opening(axes: Any, folder: Path) -> bool:
    """Bars of the median seconds of new processes."""
    figures = load(folder, "opening")
    if figures is None:
        return False
    middle = {name: sorted(times)[len(times) // 2] for name, times in figures["seconds"].items()}
    bars = [(name, value, BARE if "alone" in name else OURS) for name, value in middle.items()]
    _bars(axes, bars, "{:.2f} s")
    axes.set_ylabel("seconds to the first answer")
    axes.set_title(f"Opening {figures['passages']:,} passages")
    return True


def growth(axes: Any, folder: Path) -> bool:
    """Seconds over articles, with the peaks of memory in the legend."""
    found = [figures for size in (1_000, 20_000) if (figures := load(folder, f"growth-{size}"))]
    for figures, colour in zip(found, (PEER, OURS), strict=False):
        course = [*figures["course"], (figures["articles"], figures["seconds"])]
        each = 1000 * figures["seconds"] / figures["articles"]
        label = f"{figures['articles']:,}: {each:.1f} ms each, peak {figures['peak']:.0f} MB"
        axes.plot([n for n, _ in course], [s for _, s in course], color=colour, label=label)
    axes.set_xlabel("short articles")
    axes.set_ylabel("seconds")
    axes.set_ylim(bottom=0)
    axes.set_title("Growth; the last, steep part stores vectors and words")
    axes.legend(fontsize=8, frameon=False)
    return bool(found)


def _bars(axes: Any, bars: list[tuple[str, float, str]], told: str) -> None:
    names, values, colours = zip(*bars, strict=True)
    drawn = axes.bar(names, values, 0.6, color=colours)
    axes.bar_label(drawn, [told.format(value) for value in values], padding=2, fontsize=8)
    axes.margins(y=0.12)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("figures", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, grid = pyplot.subplots(2, 2, figsize=(11, 7.5), layout="constrained")
    plots: tuple[Callable[[Any, Path], bool], ...] = (searching, indexing, opening, growth)
    for axes, plot in zip(grid.flat, plots, strict=True):
        axes.spines[["top", "right"]].set_visible(False)
        axes.tick_params(labelsize=8)
        if not plot(axes, options.figures):
            axes.set_axis_off()
    options.out.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(options.out, dpi=110)
    print(options.out)


if __name__ == "__main__":
    main()
