"""A whole run as one JSON document: what was asked, answered and scored."""

import json
from collections.abc import Sequence

from eval.report.run_data import RunData


def runs_json(runs: Sequence[RunData]) -> str:
    """Return runs as JSON: `[{"run", "manifest", "summary", "questions": [{"case", "record", "scored"}]}]`.

    `record` holds the answer in the contract and what was retrieved; it is null where there is no answer.
    """
    return json.dumps([_run(run) for run in runs], ensure_ascii=True, indent=1) + "\n"


def _run(run: RunData) -> dict[str, object]:
    return {
        "run": run.name,
        "manifest": run.manifest.model_dump(mode="json"),
        "summary": run.summary.model_dump(mode="json"),
        "questions": [
            {
                "case": case.model_dump(mode="json"),
                "record": found.model_dump(mode="json") if (found := run.records.get(case.id)) else None,
                "scored": scored.model_dump(mode="json") if (scored := run.scored.get(case.id)) else None,
            }
            for case in run.cases
        ],
    }
