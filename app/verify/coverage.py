"""Coverage: each content word of a claim comes from the cited text, but for a stray word of paraphrase."""

from collections.abc import Iterator

from app.verify.case import Case
from app.verify.finding import Finding, doubt, unsupported
from app.verify.lexicon import (
    NEGATIVE_VERBS,
    NEGATORS,
    POSSIBLE,
    REPORTING_VERBS,
    SPEECH_VERBS,
    is_verb_of,
)
from app.words import parts_of_speech

_RUN = 3
"""So many invented content words in a row are padding, not paraphrase."""
_LONGEST_NAME = 4
"""Longer runs of capitals are headlines."""
_MISSING = 0.34
"""Above this share of uncovered content words the claim says something else."""


def uncovered_words(case: Case) -> list[int]:
    """Return the numbers of the claim's content words that no cited word covers; figures, dates and names
    apart."""
    spans = [(t.start, t.end) for t in case.claim.times]
    spans += [
        (q.start - len(q.qualifier) - 1 if q.qualifier else q.start, q.end) for q in case.claim.quantities
    ]
    spans += [(n.start, n.end) for n in case.claim.names if len(n.tokens) <= _LONGEST_NAME]
    return [
        i
        for i, word in enumerate(case.claim.words)
        if word.content
        and case.alignment.places[i] is None
        and not any(a <= word.start < b for a, b in spans)
    ]


def check_coverage(case: Case) -> Iterator[Finding]:
    """Yield a finding when too much of the claim is not in the cited text, or a doubt when some is not."""
    uncovered = uncovered_words(case)
    missing = [i for i in uncovered if not is_free(case, i)]
    neutral = set(uncovered) - set(missing)
    content = [i for i, word in enumerate(case.claim.words) if word.content and i not in neutral]
    content = [i for i in content if i in missing or not is_verb_of(case.claim.words[i].lower, SPEECH_VERBS)]
    if not content or not missing:
        return
    words = ", ".join(f"“{case.claim.words[i].text}”" for i in missing[:4])
    tail = _tail(case, content)
    invented = len(tail & set(missing)) >= 2 and 2 * len(tail & set(missing)) > len(tail)
    if invented or _longest_run(content, missing) >= _RUN or len(missing) / len(content) > _MISSING:
        yield unsupported("content", f"The cited text does not speak of {words}.")
    else:
        yield doubt(
            "content", f"The cited text does not use the word{'s' if len(missing) > 1 else ''} {words}."
        )


def is_free(case: Case, i: int) -> bool:
    """Whether another check answers for a word: speech, negation, possibility; or it only colours the
    sentence."""
    lower = case.claim.words[i].lower
    told = REPORTING_VERBS | NEGATIVE_VERBS
    if case.tells_speech:
        told |= SPEECH_VERBS  # else "dismissed 900 workers" hands no statement to anyone
    if is_verb_of(lower, told) or lower in NEGATORS or lower in POSSIBLE or lower == "according":
        return True
    return parts_of_speech(lower) == {"ADV"} and not lower.endswith("ly")


def _tail(case: Case, content: list[int]) -> set[int]:
    """Return the content words after the claim's last comma, where padding is put."""
    comma = case.claim.text.rfind(", ")
    return {i for i in content if comma != -1 and case.claim.words[i].start > comma}


def _longest_run(content: list[int], missing: list[int]) -> int:
    gone, longest, run = set(missing), 0, 0
    for i in content:
        run = run + 1 if i in gone else 0
        longest = max(longest, run)
    return longest
