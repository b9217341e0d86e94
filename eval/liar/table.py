"""What a verifier makes of the liar's claims, by class."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from app.answer import VerdictLabel
from app.answering import Verifier
from eval.liar.claims import LiarClaim


@dataclass(frozen=True, slots=True)
class LiarRow:
    """One class: how many claims, and how many got each verdict."""

    kind: str
    faithful: bool
    verdicts: Counter[VerdictLabel]

    @property
    def claims(self) -> int:
        """How many."""
        return self.verdicts.total()

    @property
    def shown(self) -> int:
        """How many were supported or undecided, and so would be shown."""
        return self.verdicts[VerdictLabel.SUPPORTED] + self.verdicts[VerdictLabel.UNDECIDED]

    @property
    def wrong(self) -> int:
        """How many were judged wrongly: a lie shown, a truth withheld."""
        return self.claims - self.shown if self.faithful else self.shown


@dataclass(frozen=True, slots=True)
class LiarTable:
    """All rows, lies first."""

    rows: tuple[LiarRow, ...]

    def rate(self, *, faithful: bool) -> float:
        """Return the share judged wrongly among the faithful (withheld) or the corrupted (shown)."""
        rows = [row for row in self.rows if row.faithful is faithful]
        claims = sum(row.claims for row in rows)
        return sum(row.wrong for row in rows) / claims if claims else 0.0

    def worst_lie(self) -> float:
        """Return the largest share shown of any corrupted class."""
        return max(
            (row.shown / row.claims for row in self.rows if not row.faithful and row.claims), default=0.0
        )

    def markdown(self) -> str:
        """Return the table in Markdown."""
        lines = []
        for faithful, title in ((False, "Corrupted"), (True, "Faithful")):
            word = "withheld" if faithful else "shown"
            lines += [
                f"| {title} | claims | supported | undecided | unsupported | contradicted | {word} |",
                "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
            ]
            chosen = [row for row in self.rows if row.faithful is faithful]
            total: Counter[VerdictLabel] = Counter()
            for row in chosen:
                total.update(row.verdicts)
            for row in [*chosen, LiarRow("**all**", faithful, total)]:
                cells = [str(row.verdicts[label]) for label in _ORDER]
                share = f"{100 * row.wrong / row.claims:.1f} %" if row.claims else "–"
                lines.append(f"| {row.kind} | {row.claims} | {' | '.join(cells)} | {share} |")
            lines.append("")
        return "\n".join(lines)


_ORDER = (VerdictLabel.SUPPORTED, VerdictLabel.UNDECIDED, VerdictLabel.UNSUPPORTED, VerdictLabel.CONTRADICTED)


def judge(claims: Sequence[LiarClaim], verifier: Verifier) -> LiarTable:
    """Return the table of `verifier`'s verdicts on `claims`."""
    rows: dict[tuple[str, bool], Counter[VerdictLabel]] = {}
    for claim in claims:
        verdict = verifier.verify(claim.text, claim.cited)
        rows.setdefault((claim.kind, claim.faithful), Counter())[verdict.label] += 1
    return LiarTable(tuple(LiarRow(kind, faithful, counts) for (kind, faithful), counts in rows.items()))
