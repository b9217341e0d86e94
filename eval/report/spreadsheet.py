"""Every score as CSV: one row a run, question and score."""

import csv
import io
from collections.abc import Sequence

from eval.report.run_data import RunData

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def scores_csv(runs: Sequence[RunData]) -> str:
    """Return CSV with the columns run, case, question, score, value (empty when not scored), why."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("run", "case", "question", "score", "value", "why"))
    for run in runs:
        questions = {case.id: case.question for case in run.cases}
        for scored in run.scored.values():
            question = _inert(questions.get(scored.case_id, ""))
            for name, score in scored.scores.items():
                value = "" if score.value is None else repr(score.value)
                writer.writerow((run.name, scored.case_id, question, name, value, _inert(score.why)))
    return out.getvalue()


def _inert(text: str) -> str:
    """Return text that a spreadsheet does not take for a formula."""
    return "'" + text if text.startswith(_FORMULA) else text
