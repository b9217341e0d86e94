"""Whether a stretch of a sentence is negated or denied there.

A small rule set in the manner of NegEx (Chapman et al. 2001): cue words with a scope. It knows plain
negators, denials before the words and denials after them; it does not parse.
"""

from collections.abc import Collection, Sequence

from eval.matching.tokens import Token
from eval.matching.words import words

_PLAIN = frozenset({"not", "never", "neither", "nor", "cannot", "nobody", "none"})
_NARROW = frozenset({"no", "without"})  # these reach only over the words next to them
_NARROW_REACH = 3
_PREPOSITIONS = frozenset(words("among of in on for from by with at to during after before between over"))
# "not only", "no fewer than", "no doubt": no negation.
_HARMLESS_NEXT = {
    "not": frozenset({"only", "just", "merely", "simply", "least"}),
    "no": frozenset({"fewer", "less", "more", "later", "earlier", "sooner", "doubt", "matter"}),
    "none": frozenset({"theless"}),
}
_DENIES = frozenset(
    words(
        "deny denied denie denying refute refuted refuting rejected rejecting dismissed dismissing "
        "disputed debunked"
    )
)
_NO_REASON = frozenset(words("evidence sign proof indication suggestion truth basis record confirmation"))
_REPORT = frozenset(
    words(
        "report claim rumour rumor suggestion allegation account story statement assertion figure number "
        "idea it that this post"
    )
)
_UNTRUE = frozenset(
    words(
        "false untrue wrong incorrect unfounded baseless denied refuted rejected dismissed debunked "
        "retracted withdrawn"
    )
)
_BE = frozenset(words("is are was were be been proved proven turned"))


def is_negated(tokens: Sequence[Token], matched: Collection[int], own: Collection[int] = ()) -> str | None:
    """Return the cue that negates the matched tokens, None when nothing does.

    Args:
        tokens: the sentence's tokens.
        matched: positions of the tokens that say the fact.
        own: positions that belong to the fact's own wording; a cue among them is part of the fact.
    """
    if not matched:
        return None
    first, last = min(matched), max(matched)
    sentences = {tokens[i].sentence for i in matched}
    for at, token in enumerate(tokens):
        if at in own or token.sentence not in sentences:
            continue
        if token.text in _PLAIN and _plain(tokens, at, matched):
            return token.raw
        if token.text in _NARROW and _narrow(tokens, at, matched):
            return token.raw
        if _denial_before(tokens, at) and at < last and not _contrast(tokens, at, last):
            return token.raw
        if at > first and _denial_after(tokens, at, first):
            return token.raw
    return None


def _plain(tokens: Sequence[Token], at: int, matched: Collection[int]) -> bool:
    if at + 1 < len(tokens) and tokens[at + 1].raw in _HARMLESS_NEXT.get(tokens[at].text, ()):
        return False
    end = at + 1
    while end < len(tokens) and tokens[end].clause == tokens[at].clause and tokens[end].raw != "and":
        end += 1
    return any(at < i < end for i in matched)


def _narrow(tokens: Sequence[Token], at: int, matched: Collection[int]) -> bool:
    if at + 1 < len(tokens) and tokens[at + 1].raw in _HARMLESS_NEXT.get(tokens[at].text, ()):
        return False
    end = at + 1
    while end < len(tokens) and end <= at + _NARROW_REACH and tokens[end].clause == tokens[at].clause:
        if tokens[end].raw in _PREPOSITIONS:
            break
        end += 1
    return any(at < i < end for i in matched)


def _denial_before(tokens: Sequence[Token], at: int) -> bool:
    word = tokens[at].raw
    if word in _DENIES:
        # "was denied entry" denies no statement; "denied that", "denied killing", "denies the claim" do
        return not (at and tokens[at - 1].raw in _BE)
    if word == "no" and at + 1 < len(tokens) and tokens[at + 1].raw in _NO_REASON:
        return True
    return word in ("false", "untrue", "wrong") and at + 1 < len(tokens) and tokens[at + 1].raw == "that"


def _denial_after(tokens: Sequence[Token], at: int, first: int) -> bool:
    if tokens[at].raw not in _UNTRUE or tokens[at - 1].raw not in _BE | {"be", "out", "not"}:
        return False
    return any(t.text in _REPORT and t.sentence == tokens[at].sentence for t in tokens[: first + 1])


def _contrast(tokens: Sequence[Token], at: int, last: int) -> bool:
    return any(t.raw in ("but", "however", "although", "though", "instead") for t in tokens[at:last])
