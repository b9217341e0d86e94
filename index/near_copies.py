"""Telling near-identical passages: reprints of one report that differ in a few words, none of which tells.

Four fifths of the shorter one's runs of three words must stand in the other (the containment of Broder, "On
the resemblance and containment of documents", 1997), and no number, negation or name may be changed, nor a
number or negation added or left out; but a run of words that only one of them has, long enough for a
sentence, may hold some.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cached_property
from itertools import chain, islice
from typing import TYPE_CHECKING

from index.article import ArticleInfo
from index.hit import Hit

if TYPE_CHECKING:
    from index.stories import KnowsStories

SHINGLE = 3  # words
SENTENCE = 6  # words, from which on a run that only one text has is taken for a sentence
LOOK_ON, LOOK_LEAST = 2, 40  # hits that copies are looked for among: so many for each returned, and at all
ENOUGH = 0.8  # of the shorter passage's shingles
OVERLAP = 0.5  # the same, for passages of articles that are copies of one another, cut at other sentences
SPELT = 4  # first letters that two spellings of one name share: Zelensky, Zelenskiy
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_NAME = re.compile(
    r"(?<=[\w,;)’'][ \n])[^\W\d_a-z]\w+(?:['’]\w+)*"  # within a sentence
    r"|\b[^\W\d_a-z]\w+(?=[ ][^\W\d_a-z]\w)"  # the first word of several, wherever they stand
)

# Reports that differ in one of these say different things, however alike they are otherwise.
_NUMBERS_AND_NEGATIONS = """
    no not never none nor neither without zero one two three four five six seven eight nine ten eleven twelve
    thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy
    eighty ninety hundred thousand million billion dozen half first second third
"""
_TELLING = frozenset(_NUMBERS_AND_NEGATIONS.split())


@dataclass(frozen=True)
class _Print:
    """What of a text is compared: its words, and the hashes of their shingles, which a tuple never keeps."""

    text: str
    words: tuple[str, ...]
    shingles: frozenset[int]

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The words, each once."""
        return frozenset(self.words)

    @cached_property
    def names(self) -> frozenset[str]:
        """The words that stand as names: with a capital within a sentence, or before another such word."""
        found = (match.group() for match in _NAME.finditer(self.text))
        return frozenset(word.casefold() for word in found if word[0].isupper())

    @cached_property
    def matcher(self) -> SequenceMatcher[str]:
        """Compares other texts with this one, which it looks through only once."""
        return SequenceMatcher(None, (), self.words, autojunk=False)

    @cached_property
    def telling(self) -> dict[tuple[str, str], str]:
        """The numbers and negations, by the words before and after, where these stand about only one."""
        found: dict[tuple[str, str], str] = {}
        several = set()
        for before, word, after in zip(self.words, self.words[1:], self.words[2:], strict=False):
            if _telling(word):
                if (before, after) in found:
                    several.add((before, after))
                found[before, after] = word
        return {place: word for place, word in found.items() if place not in several}


@dataclass(slots=True)
class _Kept:
    """A hit that is kept, and its copies after it."""

    mark: _Print
    hits: list[Hit]
    whole: _Print | None = None  # of its article, made when first needed


def looked_through(k: int) -> int:
    """Return how many hits are looked through for copies of the best `k`."""
    return max(LOOK_LEAST, LOOK_ON * k)


def collapse(hits: Iterable[Hit], k: int, stories: "KnowsStories | None" = None) -> list[Hit]:
    """Return the best `k` hits, each with its near-copies in `copies` and its story.

    A passage of a copy of an article is also collapsed into one of that article when they overlap by half and
    the rest of it stands elsewhere in that article: copies are seldom cut into passages at the same places.

    Args:
        hits: best first; taken only as far as they are needed.
        k: how many to return; near-copies do not count. Copies are looked for among the first
            `looked_through(k)` hits at least: texts so alike have like scores.
        stories: tells articles that are copies of one another.
    """
    rest = iter(hits)
    looked = looked_through(k)
    first = list(islice(rest, looked))
    told = stories.stories(hit.article for hit in first) if stories else {}
    retold = _Retold(stories, told, [hit.article for hit in first])
    kept: list[_Kept] = []
    holders: dict[int, list[int]] = {}  # for each shingle, the places in `kept` that hold it
    for walked, hit in enumerate(chain(first, rest), 1):
        mark = _print_of(hit.passage.text)
        shared = Counter(chain.from_iterable(filter(None, map(holders.get, mark.shingles))))
        for place in sorted(shared):
            group = kept[place]
            share = shared[place] / min(len(mark.shingles), len(group.mark.shingles))
            if (share >= ENOUGH and _same_report(mark, group.mark)) or (
                share >= OVERLAP and retold.by(hit, mark, group)
            ):
                group.hits.append(hit)
                break
        else:
            if len(kept) < k:
                for shingle in mark.shingles:
                    holders.setdefault(shingle, []).append(len(kept))
                kept.append(_Kept(mark, [hit]))
        if len(kept) == k and walked >= looked:
            break
    return [
        replace(hit, copies=tuple(copies), story=told.get(hit.article.article_id, ""))
        for hit, *copies in (group.hits for group in kept)
    ]


class _Retold:
    """Tells whether a passage only says what an article that it is a copy of says elsewhere.

    Args:
        stories: has the articles' texts; nothing is retold when None.
        told: the story of each article that has a copy among those found.
        found: their articles.
    """

    def __init__(
        self, stories: "KnowsStories | None", told: Mapping[str, str], found: Iterable[ArticleInfo]
    ) -> None:
        self._stories = stories
        self._told = told
        self._found = found
        self._texts: Mapping[str, str] | None = None

    def by(self, hit: Hit, mark: _Print, group: _Kept) -> bool:
        """Return whether `hit`, which overlaps a kept one of a copy, says what that article says nearby."""
        best = group.hits[0]
        story = self._told.get(hit.article.article_id)
        if story is None or story != self._told.get(best.article.article_id) or best.article == hit.article:
            return False
        if group.whole is None:
            text = self._text(best.article)
            # An article of one passage says nothing that was not compared already.
            group.whole = group.mark if text == best.passage.text else _print_of(text)
        return group.whole is not group.mark and _alike(mark, group.whole)

    def _text(self, info: ArticleInfo) -> str:
        """Return an article's text; those of all that may be asked for are read at once."""
        if self._texts is None:
            several = [one for one in self._found if one.article_id in self._told]
            self._texts = self._stories.texts(several) if self._stories else {}
        return self._texts.get(info.article_id, "")


def _alike(one: _Print, other: _Print) -> bool:
    """Return whether two texts are near-identical, or the shorter nearly all within the longer."""
    short = min(len(one.shingles), len(other.shingles))
    if len(one.shingles & other.shingles) < ENOUGH * short:
        return False
    return _same_report(one, other)


def _same_report(one: _Print, other: _Print) -> bool:
    """Return whether two texts that share most of their shingles differ in nothing that tells.

    They are aligned as `SequenceMatcher.get_opcodes` does, but only as far as the first telling difference;
    and not at all where between the same two words one has another number.
    """
    if one.words == other.words:
        return True
    if any(other.telling.get(place, word) != word for place, word in one.telling.items()):
        return False
    matcher = other.matcher
    matcher.set_seq1(one.words)
    rest = [(0, len(one.words), 0, len(other.words))]
    while rest:
        a, b, c, d = rest.pop()
        i, j, size = matcher.find_longest_match(a, b, c, d) if a < b and c < d else (a, c, 0)
        if size:
            sides = (a, i, c, j), (i + size, b, j + size, d)
            rest += sorted(sides, key=lambda side: side[0] - side[1] + side[2] - side[3])  # the shorter first
        elif _tell(one.words[a:b], other.words[c:d]) or _another_name(one, other, (a, b, c, d)):
            return False
    return True


def _another_name(one: _Print, other: _Print, region: tuple[int, int, int, int]) -> bool:
    """Return whether a region that differs names, in each text, somebody whom the other never names."""
    a, b, c, d = region
    gone = (one.names - other.vocabulary).intersection(one.words[a:b])
    new = (other.names - one.vocabulary).intersection(other.words[c:d])
    spelt_alike = (x[:SPELT] == y[:SPELT] for x in gone for y in new)
    return bool(gone and new) and not any(spelt_alike)


def _tell(gone: tuple[str, ...], new: tuple[str, ...]) -> bool:
    """Return whether words that stand in place of others, or were added or left out, tell something else."""
    if not (gone and new) and max(len(gone), len(new)) >= SENTENCE:
        return False
    return any(map(_telling, gone + new))


def _telling(word: str) -> bool:
    return word in _TELLING or word.endswith(("n't", "n’t")) or word[0].isdigit()


def _print_of(text: str) -> _Print:
    words = tuple(_WORD.findall(text.casefold()))
    width = min(SHINGLE, max(len(words), 1))
    runs = zip(*(words[n:] for n in range(width)), strict=False)
    return _Print(text, words, frozenset(map(hash, runs)) or frozenset([0]))
