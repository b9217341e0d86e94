"""Asks a judge about a claim that the check leaves undecided; what has failed is never asked about.

Reasons are ours, and fixed: a judge's own words are text that nobody has checked.
"""

from dataclasses import replace

from app.answer import Verdict, VerdictLabel
from app.answering import Judge
from app.claim_desk import Judged
from app.usage import Usage, add_usage
from index.errors import ModelError


class SecondOpinion:
    """The opinions of one question. Once the judge has failed it is not asked again.

    Args:
        judge: gives the opinions.
    """

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self._problem = ""
        self.usage: Usage = {}

    def settle(self, judged: Judged) -> Judged:
        """Return `judged` with the judge's verdict where the check left it undecided.

        Where the judge cannot tell either, or fails, it stays undecided, with the reason added.
        """
        verdict = judged.verdict
        if verdict.label is not VerdictLabel.UNDECIDED:
            return judged
        if not self._problem:
            try:
                opinion = self._judge.opinion(judged.draft.text, judged.sentences)
            except ModelError as error:
                self._problem = f"The judge {self._judge.name} was asked and gave no opinion: {error}"
            else:
                self.usage = add_usage(self.usage, opinion.usage)
                return replace(judged, verdict=self._settled(verdict, opinion.label))
        return replace(judged, verdict=Verdict(verdict.label, (*verdict.reasons, self._problem)))

    def _settled(self, verdict: Verdict, label: VerdictLabel) -> Verdict:
        name = self._judge.name
        if label is VerdictLabel.SUPPORTED:
            return Verdict(label, (f"The check was undecided; the judge {name} finds it carried.",))
        said = {
            VerdictLabel.CONTRADICTED: f"The judge {name} finds that the cited text says otherwise.",
            VerdictLabel.UNSUPPORTED: f"The judge {name} finds that the cited text does not carry it.",
            VerdictLabel.UNDECIDED: f"The judge {name} cannot tell either.",
        }
        return Verdict(label, (*verdict.reasons, said[label]))
