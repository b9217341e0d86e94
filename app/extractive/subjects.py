"""Whether articles speak of what a question names: of this town's bridge, not of another's."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from app.evidence import Evidence
from app.extractive.reading import ReadSentence
from app.names import Name, find_names, same_name
from app.question import Question
from index.article import ArticleInfo

MOST_NAMED = 0.5  # share of a question's words; where more stand in names it is written like a headline
LEAST_HELD = 0.5  # share of a question's names that the article of an answer must speak of
LEAST_STEM, MOST_ENDING = 4, 3  # letters that forms of a name share, and do not: Slovenia, Slovenes
NAMED_BY = 2 / 3  # share of its words by which a name is taken up: "Port Vell Harbour Board", "Harbour Board"
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class _Mentions:
    """What an article speaks of: its words, without accents, and on demand its names."""

    text: str

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(_WORD.findall(_plain(self.text)))

    @cached_property
    def names(self) -> list[Name]:
        return find_names(self.text)


class Subjects:
    """Tells which of a question's names an article speaks of, by what is known of it and the passages found.

    Args:
        asked: the question.
        evidence: what was found.
    """

    def __init__(self, asked: Question, evidence: Evidence) -> None:
        length = sum(len(name.tokens) for name in asked.names)
        self._names = asked.names if length <= MOST_NAMED * len(asked.words) else ()
        self._texts: dict[str, list[str]] = {}
        for passage in evidence.passages if self._names else ():
            article = passage.hit.article
            self._texts.setdefault(article.article_id, [*_known_of(article)]).append(passage.hit.passage.text)
        self._held: dict[str, frozenset[int]] = {}

    def speaks_of_them(self, sentence: ReadSentence) -> bool:
        """Whether the sentence's article speaks of at least half of what the question names."""
        return len(self._held_by(sentence)) >= LEAST_HELD * len(self._names)

    def are_of(self, best: ReadSentence, other: ReadSentence) -> bool:
        """Whether the article of `other` speaks of all of what is named that the article of `best` does."""
        return self._held_by(best) <= self._held_by(other)

    def _held_by(self, sentence: ReadSentence) -> frozenset[int]:
        """Return the places, among the question's names, of those that the sentence's article speaks of."""
        article_id = sentence.source.article.article_id
        if article_id not in self._held:
            mentions = _Mentions("\n\n".join(self._texts.get(article_id, ())))
            self._held[article_id] = frozenset(
                place for place, name in enumerate(self._names) if _is_mentioned(name, mentions)
            )
        return self._held[article_id]


def _known_of(article: ArticleInfo) -> list[str]:
    return [text for text in (article.title, article.outlet, article.author) if text]


def _is_mentioned(name: Name, mentions: _Mentions) -> bool:
    """Whether a name stands there, shortened or in another form too: its last word, or most of its words."""
    held = [_stands(token, mentions) for token in name.tokens]
    if held[-1] or sum(held) >= NAMED_BY * len(held):
        return True
    return any(same_name(name, other) for other in mentions.names)


def _stands(token: str, mentions: _Mentions) -> bool:
    """Whether a word of a name stands there; of one with hyphens a part that tells: Asad, COVID."""
    parts = _WORD.findall(_plain(token))
    telling = [part for part in parts if part.isalpha() and len(part) >= LEAST_STEM] or parts
    return any(
        part in mentions.words or any(_is_form_of(part, word) for word in mentions.words) for part in telling
    )


def _is_form_of(one: str, other: str) -> bool:
    """Whether two words have all but their endings in common."""
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    return same >= LEAST_STEM and max(len(one), len(other)) - same <= MOST_ENDING


def _plain(word: str) -> str:
    """Return a word in lower case without accents."""
    parts = unicodedata.normalize("NFKD", word.lower())
    return "".join(char for char in parts if not unicodedata.combining(char))
