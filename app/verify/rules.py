"""The verifier by rules: what is certain is said, what is not is left undecided."""

from collections.abc import Callable, Iterator, Sequence

from app.answer import Verdict, VerdictLabel
from app.evidence import EvidenceSentence
from app.verify.accusation import check_accusation
from app.verify.attribution import check_attribution
from app.verify.belonging import check_belonging, check_swaps
from app.verify.case import Case, read_case
from app.verify.cause import check_cause
from app.verify.changes import check_changes, check_directions
from app.verify.clauses import check_clauses
from app.verify.conditions import check_conditions
from app.verify.coverage import check_coverage
from app.verify.dates import check_dates
from app.verify.descriptions import check_descriptions
from app.verify.embedding import check_embedding
from app.verify.excerpt import check_excerpt
from app.verify.figures import check_figures
from app.verify.finding import Finding
from app.verify.instructions import check_instructions, is_instruction
from app.verify.modality import check_modality, check_unfulfilled
from app.verify.negation import check_negation
from app.verify.offices import check_offices
from app.verify.quotes import check_quotes
from app.verify.ranges import check_ranges
from app.verify.roles import check_actors, check_nouns, check_roles
from app.verify.shares import check_shares
from app.verify.subjects import check_subjects
from app.verify.substitution import check_substitution
from app.verify.truncation import whole_sentence
from app.verify.who import check_names

Check = Callable[[Case], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    check_instructions,
    check_figures,
    check_changes,
    check_directions,
    check_shares,
    check_ranges,
    check_belonging,
    check_swaps,
    check_dates,
    check_names,
    check_quotes,
    check_attribution,
    check_embedding,
    check_excerpt,
    check_roles,
    check_nouns,
    check_actors,
    check_subjects,
    check_clauses,
    check_descriptions,
    check_offices,
    check_accusation,
    check_conditions,
    check_negation,
    check_modality,
    check_unfulfilled,
    check_cause,
    check_substitution,
    check_coverage,
)


class RuleVerifier:
    """Judges a claim by rules alone. Deterministic, offline, without state.

    Args:
        checks: the checks to run, in order; each yields findings.
    """

    def __init__(self, checks: Sequence[Check] = CHECKS) -> None:
        self._checks = tuple(checks)

    def verify(self, claim: str, cited: Sequence[EvidenceSentence]) -> Verdict:
        """Return the verdict on `claim`; an empty `cited` is never support."""
        return verdict_of(self.findings(claim, cited), cited)

    def findings(self, claim: str, cited: Sequence[EvidenceSentence]) -> list[Finding]:
        """Return all that the checks find against `claim`, gravest first."""
        if not cited or not claim.strip():
            return []
        usable = [sentence for sentence in cited if sentence.text.strip()]
        if whole_sentence(claim, usable) and not is_instruction(claim):
            return []
        case = read_case(claim, usable)
        found = [finding for check in self._checks for finding in check(case)]
        order = list(_GRAVITY)
        return sorted(found, key=lambda finding: order.index(finding.label))


_GRAVITY = (VerdictLabel.CONTRADICTED, VerdictLabel.UNSUPPORTED, VerdictLabel.UNDECIDED)


def verdict_of(findings: Sequence[Finding], cited: Sequence[EvidenceSentence]) -> Verdict:
    """Return the verdict that findings amount to: the gravest, with every reason once."""
    if not cited:
        return Verdict(VerdictLabel.UNSUPPORTED, ("It cites no sentence of the evidence.",))
    if not findings:
        return Verdict(VerdictLabel.SUPPORTED)
    label = min((f.label for f in findings), key=_GRAVITY.index)
    reasons = tuple(dict.fromkeys(f.reason for f in findings if f.label in (label, VerdictLabel.UNSUPPORTED)))
    return Verdict(label, reasons)
