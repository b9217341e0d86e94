"""Asks a model for a verdict, as often as told, and takes the majority."""

from collections import Counter
from collections.abc import Sequence

from app.answer import Verdict, VerdictLabel
from app.evidence import EvidenceSentence
from app.model.client import Message, Model
from app.model.opinion import OPINION_TOKENS, OpinionModel


class ModelJudge:
    """A model as a judge; see `eval.judge.Judge`.

    Args:
        models: the model once for each repeat, each with a cache of its own; an odd number avoids ties.
        name: what the run calls it.

    Attributes:
        asked: how many verdicts were given.
        agreed: on how many of them all repeats agreed.
    """

    def __init__(self, models: Sequence[Model], name: str = "") -> None:
        self._models = tuple(OpinionModel(model) for model in models)
        self.asked = 0
        self.agreed = 0
        first = self._models[0]
        self.name = name or f"{first.name}, prompts {first.prompt_hashes}, {len(self._models)} repeats"

    @property
    def agreement(self) -> float | None:
        """Share of verdicts on which all repeats agreed; None with one repeat or before the first verdict."""
        return self.agreed / self.asked if self.asked and len(self._models) > 1 else None

    def judge(self, claim: str, cited: Sequence[EvidenceSentence]) -> Verdict:
        """Return the majority's verdict, undecided where there is none.

        Raises:
            ModelError: the model gave no verdict that can be read, or none at all.
        """
        if not cited:
            return Verdict(VerdictLabel.UNSUPPORTED, ("It cites nothing that can be opened.",))
        said = [model.opinion(claim, cited) for model in self._models]
        counts = Counter(one.label for one in said)
        label, most = counts.most_common(1)[0]
        self.asked += 1
        self.agreed += most == len(said)
        if 2 * most <= len(said):
            label = VerdictLabel.UNDECIDED
        reasons = tuple(dict.fromkeys(s.reason for s in said if s.label is label and s.reason))
        return Verdict(label, reasons)

    def messages(self, claim: str, cited: Sequence[EvidenceSentence]) -> list[Message]:
        """Return what the model is sent."""
        return self._models[0].messages(claim, cited)


class CountingJudge:
    """Asks nothing; counts what a model judge would be sent, for a dry run.

    Args:
        judge: the judge that would be asked.
        repeats: how often each verdict would be asked for.
    """

    def __init__(self, judge: ModelJudge, repeats: int) -> None:
        self._judge = judge
        self._repeats = repeats
        self._seen: set[str] = set()
        self.requests = 0
        self.tokens_in = 0
        self.name = f"dry run of {judge.name}"

    @property
    def tokens_out(self) -> int:
        """The most tokens that the replies can take."""
        return self.requests * OPINION_TOKENS

    def judge(self, claim: str, cited: Sequence[EvidenceSentence]) -> Verdict:
        """Count a request unless it would come from the cache."""
        from app.tokens import count_tokens

        if cited:
            content = "\n".join(m["content"] for m in self._judge.messages(claim, cited))
            if content not in self._seen:
                self._seen.add(content)
                self.requests += self._repeats
                self.tokens_in += self._repeats * count_tokens(content)
        return Verdict(VerdictLabel.SUPPORTED)
