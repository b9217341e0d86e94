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
    """Bars of p50 and dots of p95, as multiples of the bare parts in the same run."""
    found = [figures for size in SIZES if (figures := load(folder, f"searching-{size}"))]
    if not found:
        return False
    names = {
        "no filter": ("search", OURS),
        "half of the days": ("half of the days", "#4f9bb3"),
        "7 % of the days": ("7 % of the days", "#7db7c9"),
        "1 % of the days": ("1 % of the days", "#a9d2de"),
    }
    for n, (name, (label, colour)) in enumerate(names.items()):
        middle, high = (
            [f["percentiles"][name][share] / f["percentiles"]["sum of the bare"][share] for f in found]
            for share in ("50", "95")
        )
        places = [place + (n - 1) * 0.26 for place in range(len(found))]
        bars = axes.bar(places, middle, 0.24, color=colour, label=label)
        axes.bar_label(bars, [f"{value:.1f}" for value in middle], label_type="center", fontsize=8)
        axes.plot(places, high, "o", color="#333333", markersize=4, label=None if n else "the same at p95")
    axes.axhline(1, color=BARE, linewidth=1)
    axes.set_xticks(range(len(found)), [f"{figures['passages']:,} passages" for figures in found])
    axes.set_ylabel("times the bare embedding + Chroma + tantivy")
    axes.set_ylim(0, axes.get_ylim()[1] * 1.3)
    axes.set_title("A query, p50 (the line is 1)")
    axes.legend(fontsize=8, loc="upper left", ncols=2, frameon=False)
    return True


def indexing(axes: Any, folder: Path) -> bool:
    """Bars of seconds for the same articles."""
    ours = load(folder, "indexing")
    if ours is None:
        return False
    bars = [("bare embedding", ours["bare"], BARE), ("Groundwire", ours["first"], OURS)]
    for chunk in (256, 1_024):
        peer = load(folder, f"llama-index-{chunk}")
        if peer and abs(peer["articles"] - ours["articles"]) <= ours["articles"] / 100:
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
    if not found:
        return False
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
    return True


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

    plots: tuple[Callable[[Any, Path], bool], ...] = (searching, indexing, opening, growth)
    figure = pyplot.figure(figsize=(11, 7.5), layout="constrained")
    drawn = 0
    for plot in plots:
        axes = figure.add_subplot(2, 2, drawn + 1)
        axes.spines[["top", "right"]].set_visible(False)
        axes.tick_params(labelsize=8)
        if plot(axes, options.figures):
            drawn += 1
        else:
            axes.remove()
    options.out.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(options.out, dpi=110, bbox_inches="tight")
    print(options.out)


if __name__ == "__main__":
    main()
