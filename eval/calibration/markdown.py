"""The measures of judges as a Markdown table: one row a data set."""

from collections.abc import Sequence

from eval.calibration.calibrate import Measured
from eval.report.markdown import table

_HEAD = (
    "set", "claims", "carried", "undecided", "AUC", "AUC of token overlap", "balanced accuracy",
    "precision at recall 0.8", "calibration error", "people agree",
)  # fmt: skip
BASELINES = frozenset({"overlap", "majority"})


def markdown(rows: Sequence[Measured], *, seen: Sequence[str] = ()) -> str:
    """Return the table of what `eval.calibration.calibrate.calibrate` measured.

    The majority baseline needs no column: its AUC and balanced accuracy are 0.5, and its precision at any
    recall is the share of carried claims.

    Args:
        rows: as they come.
        seen: beginnings of names of sets that trained a part of the judge; they are marked with †.
    """
    overlap = {row.dataset: row for row in rows if row.judge == "overlap"}
    lines: list[tuple[str, ...]] = []
    for row in rows:
        if row.judge in BASELINES:
            continue
        mark = " †" if any(row.dataset.startswith(name) for name in seen) else ""
        people = f"{row.human_agreement:.2f}" if row.human_agreement is not None else ""
        cells = (
            row.dataset + mark,
            f"{row.n:,}",
            f"{row.carried / row.n:.2f}",
            f"{row.undecided:.2f}",
            _figure(row, "auc"),
            _figure(overlap[row.dataset], "auc"),
            _figure(row, "balanced_accuracy"),
            _figure(row, "precision_at_recall_0.8"),
            _figure(row, "calibration_error"),
            people,
        )
        lines.append(cells)
    return "\n".join(table(_HEAD, lines)) + "\n"


def _figure(row: Measured, name: str) -> str:
    found = row.measures[name]
    return f"{found[0]:.3f} ({found[1]:.2f}–{found[2]:.2f})" if found else "not scored"
