"""What a check finds against a claim."""

from dataclasses import dataclass

from app.answer import VerdictLabel


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong with a claim.

    Args:
        kind: the check that found it, such as "figure" or "speaker".
        label: UNSUPPORTED or CONTRADICTED; UNDECIDED for a doubt that a model may settle.
        reason: one sentence for the reader.
    """

    kind: str
    label: VerdictLabel
    reason: str


def unsupported(kind: str, reason: str) -> Finding:
    """Return a finding that the cited text does not carry the claim."""
    return Finding(kind, VerdictLabel.UNSUPPORTED, reason)


def contradicted(kind: str, reason: str) -> Finding:
    """Return a finding that the cited text says otherwise."""
    return Finding(kind, VerdictLabel.CONTRADICTED, reason)


def doubt(kind: str, reason: str) -> Finding:
    """Return a finding that rules cannot settle."""
    return Finding(kind, VerdictLabel.UNDECIDED, reason)
