"""Where every proposed claim is resolved, judged, and shown or withheld.

Nothing reaches a reader but through here: a claim without a sentence, with a label that does not exist, or
that fails its check is withheld with the reason.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from app.answer import Citation, Claim, Verdict, VerdictLabel
from app.answering import DraftClaim, Verifier
from app.contacts import has_contact
from app.directives import is_directive, is_order, is_tainted
from app.events import ClaimShown, ClaimWithheld
from app.evidence import Evidence, EvidenceSentence
from app.foreign import is_in_other_letters
from app.resolve import Resolver

NO_SENTENCE = "it names no sentence of the articles that carries it"
NO_SUCH_SENTENCE = "it points at a sentence that does not exist"
NO_REPORT = "it rests on text that tells a reader what to answer, or stands beside such text"
CONTACT = "it hands on a link, address or number from an article; the article itself shows it"
IN_DOUBT = "the articles found hold instructions to whoever answers, so what is not certain is not shown"

_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Judged:
    """A proposed claim with its verdict and the sentences that it cites."""

    draft: DraftClaim
    verdict: Verdict
    sentences: tuple[EvidenceSentence, ...]


class ClaimDesk:
    """Judges the claims of one question and keeps what is shown and what is withheld.

    Args:
        evidence: all that may be cited.
        verifier: judges a claim against its sentences.
    """

    def __init__(self, evidence: Evidence, verifier: Verifier) -> None:
        self._verifier = verifier
        self._resolver = Resolver(evidence)
        self._evidence = evidence
        self._proposed: set[tuple[str, frozenset[str]]] = set()
        self._shown_texts: set[str] = set()
        self.shown: list[Claim] = []
        self.withheld: list[Claim] = []
        self.lost_cited = False

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The citations of what is shown, by number."""
        return self._resolver.citations

    def citation_of(self, label: str) -> Citation | None:
        """Return the citation of the sentence that `label` stands for, None when no shown claim cites it."""
        return self._resolver.citation_of(label)

    def is_repeat(self, draft: DraftClaim) -> bool:
        """Whether the sentence is shown already, or was proposed with the same labels; remembers it."""
        text = _plain(draft)
        proposal = (text, frozenset(draft.labels))
        repeat = text in self._shown_texts or proposal in self._proposed
        self._proposed.add(proposal)
        return repeat

    def is_shown(self, draft: DraftClaim) -> bool:
        """Whether the sentence is shown already."""
        return _plain(draft) in self._shown_texts

    @cached_property
    def _is_steered(self) -> bool:
        """Whether a sentence of the evidence gives orders; looked for only once something is in doubt."""
        return any(is_order(sentence.text) for sentence in self._evidence.sentences())

    def judge(self, draft: DraftClaim, labels: Collection[str] | None = None) -> Judged:
        """Return the verdict on `draft`; only a claim whose labels all exist reaches the verifier.

        Args:
            draft: what was proposed.
            labels: those that it may name; all of the evidence's when None.
        """
        resolved = self._resolver.resolve(draft.labels)
        if resolved.unknown or (labels is not None and not set(draft.labels) <= set(labels)):
            verdict = Verdict(VerdictLabel.UNSUPPORTED, (NO_SUCH_SENTENCE,))
        elif not resolved.sentences:
            verdict = Verdict(VerdictLabel.UNSUPPORTED, (NO_SENTENCE,))
        elif _speaks_to_reader(draft.text, resolved.sentences):
            verdict = Verdict(VerdictLabel.UNSUPPORTED, (NO_REPORT,))
        elif has_contact(draft.text):
            verdict = Verdict(VerdictLabel.UNSUPPORTED, (CONTACT,))
        else:
            verdict = self._verifier.verify(draft.text, resolved.sentences)
        if verdict.label is VerdictLabel.UNDECIDED and self._is_steered:
            verdict = Verdict(VerdictLabel.UNSUPPORTED, (*verdict.reasons, IN_DOUBT))
        if verdict.label is VerdictLabel.SUPPORTED:
            return Judged(draft, verdict, self._carrying(draft.text, resolved.sentences))
        return Judged(draft, verdict, resolved.sentences)

    def _carrying(self, text: str, sentences: tuple[EvidenceSentence, ...]) -> tuple[EvidenceSentence, ...]:
        """Return the sentences without those that neither carry a supported claim nor are needed to.

        So counts citation precision (Gao et al., "Enabling Large Language Models to Generate Text with
        Citations", 2023). What says otherwise must not be cited beside what carries the claim.
        """
        for sentence in sentences if len(sentences) > 1 else ():
            rest = tuple(one for one in sentences if one is not sentence)
            if rest and not self._carry(text, (sentence,)) and self._carry(text, rest):
                sentences = rest
        return sentences

    def _carry(self, text: str, sentences: tuple[EvidenceSentence, ...]) -> bool:
        if any(sentence.text == text for sentence in sentences):
            return True
        return self._verifier.verify(text, sentences).label is VerdictLabel.SUPPORTED

    def show(self, judged: Judged) -> ClaimShown:
        """Number the citations of a claim whose verdict allows it to be shown.

        Raises:
            ValueError: the verdict does not allow it.
        """
        if not judged.verdict.shown or not judged.sentences:
            raise ValueError("a claim that failed its check is never shown")
        numbers, new = self._resolver.cite(judged.sentences, judged.draft.answer_spans)
        claim = Claim(
            text=judged.draft.text, verdict=judged.verdict, citations=numbers, lead=judged.draft.lead
        )
        self.shown.append(claim)
        self._shown_texts.add(_plain(judged.draft))
        return ClaimShown(claim=claim, new_citations=new)

    def withhold(self, judged: Judged) -> ClaimWithheld:
        """List a claim apart, with the reason."""
        claim = Claim(text=judged.draft.text, verdict=judged.verdict, lead=judged.draft.lead)
        self.withheld.append(claim)
        self.lost_cited = self.lost_cited or bool(judged.draft.labels)
        return ClaimWithheld(claim=claim)


def _speaks_to_reader(claim: str, sentences: Sequence[EvidenceSentence]) -> bool:
    """Whether a claim or what it rests on is a directive, or the claim in other letters than its articles."""
    cited = [sentence.text for sentence in sentences]
    return is_directive(claim) or is_in_other_letters(claim, cited) or any(map(is_tainted, sentences))


def _plain(draft: DraftClaim) -> str:
    return _SPACES.sub(" ", f"{draft.lead} {draft.text}").strip().casefold()
