"""What the report shows of one run, read once."""

from dataclasses import dataclass

from eval.articles import StoredArticles
from eval.cases import Case
from eval.records import Record
from eval.runs.folder import RunFolder
from eval.runs.manifest import Manifest
from eval.scored import Scored
from eval.summary import Summary


@dataclass(frozen=True)
class RunData:
    """One scored run. `name` is its folder's name."""

    name: str
    manifest: Manifest
    summary: Summary
    cases: list[Case]
    records: dict[str, Record]
    scored: dict[str, Scored]
    articles: StoredArticles

    @property
    def answered_by(self) -> str:
        """What answered: another system, a model, or the extractive answerer."""
        system = self.manifest.system
        return str(system.get("answers") or system.get("model") or "extractive")

    @classmethod
    def read(cls, folder: RunFolder) -> "RunData":
        """Read a run.

        Raises:
            InputError: it is not scored, or a file of it cannot be read.
        """
        return cls(
            name=folder.path.resolve().name,
            manifest=folder.manifest(),
            summary=folder.summary(),
            cases=folder.cases(),
            records=folder.records(),
            scored={s.case_id: s for s in folder.scored()},
            articles=folder.articles(),
        )
