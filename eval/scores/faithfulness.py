"""Faithfulness: what the cited words make of each shown claim, four outcomes kept apart.

    faithfulness = supported claims / shown claims

and the same share for unsupported, contradicted and undecided claims; the four sum to 1. The idea is that of
RAGAS' faithfulness (Es et al. 2023), but against the cited words alone, and with "unsupported" never taken
for faithful, nor "undecided" for either. The answer's own verdicts are not believed: the judge gives its
own. An abstention shows no claims: not scored.
"""

from app.answer import VerdictLabel
from eval.scores.base import Score
from eval.scores.material import Material

NO_CLAIMS = "the answer shows no claims"


def supported(material: Material) -> Score:
    """Return the share of shown claims that the judge finds supported by what they cite."""
    return _share(material, VerdictLabel.SUPPORTED)


def unsupported(material: Material) -> Score:
    """Return the share of shown claims found unsupported; a claim that cites nothing is one."""
    return _share(material, VerdictLabel.UNSUPPORTED)


def contradicted(material: Material) -> Score:
    """Return the share of shown claims that what they cite contradicts."""
    return _share(material, VerdictLabel.CONTRADICTED)


def undecided(material: Material) -> Score:
    """Return the share of shown claims that the judge cannot settle."""
    return _share(material, VerdictLabel.UNDECIDED)


def _share(material: Material, label: VerdictLabel) -> Score:
    found = sum(verdict.label is label for verdict in material.verdicts)
    return Score.share(found, len(material.verdicts), f"claims {label.value}", empty=NO_CLAIMS)
