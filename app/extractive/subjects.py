"""Whether articles speak of what a question is about: of this town's bridge, not of another's, of the heat,
not of the fire."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from app.evidence import Evidence
from app.extractive.countries import speak_of_one
from app.extractive.harmed import is_harm
from app.extractive.numbered import is_of_sibling, numbered
from app.extractive.reading import ReadSentence
from app.names import Name, find_names, same_name
from app.question import Question, Wanted
from app.verify.lexicon import synonyms
from app.words import is_past_form, keys_of, parts_of_speech
from index.article import ArticleInfo

MOST_NAMED = 0.5  # share of a question's words; where more stand in names it is written like a headline
LEAST_HELD = 0.5  # share of a question's names that the article of an answer must speak of
LEAST_STEM, MOST_ENDING = 4, 3  # letters that forms of a name share, and do not: Slovenia, Slovenes
LEAST_SHARED = 0.5  # share of the question's things in the best answer's article that another's must speak of
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
        self._asked, self._numbered = asked, numbered(asked.text)
        length = sum(len(name.tokens) for name in asked.names)
        self._names = asked.names if length <= MOST_NAMED * len(asked.words) else ()
        self._topics = _topics_of(asked)
        self._texts: dict[str, list[str]] = {}
        for passage in evidence.passages if self._names or self._topics else ():
            article = passage.hit.article
            self._texts.setdefault(article.article_id, [*_known_of(article)]).append(passage.hit.passage.text)
        self._mentions: dict[str, _Mentions] = {}
        self._held: dict[str, frozenset[int]] = {}
        self._at_home: dict[str, bool] = {}

    def speaks_of_them(self, sentence: ReadSentence) -> bool:
        """Whether the sentence's article speaks of at least half of what the question names.

        And the sentence not of another with the same name and another number.
        """
        if len(self._held_by(sentence)) < LEAST_HELD * len(self._names):
            return False
        if not self._numbered:
            return True
        texts = self._texts.get(sentence.source.article.article_id, ())
        before = (text.partition(sentence.text)[0] for text in texts if sentence.text in text)
        return not is_of_sibling(self._numbered, next(before, ""), sentence.text)

    def is_at_home(self, sentence: ReadSentence) -> bool:
        """Whether somebody's role is asked for, and the sentence's article speaks of that country alone."""
        if self._asked.wanted is not Wanted.PERSON or not (self._asked.focus and self._names):
            return False
        article = sentence.source.article
        if article.article_id not in self._at_home:
            beside = {article.outlet, article.author}
            told = (text for text in self._texts.get(article.article_id, ()) if text not in beside)
            self._at_home[article.article_id] = speak_of_one(find_names("\n\n".join(told)), self._names)
        return self._at_home[article.article_id]

    def are_of(self, best: ReadSentence, other: ReadSentence) -> bool:
        """Whether the article of `other` speaks of all of what is named that the article of `best` does.

        And of half of the other things.
        """
        if not self._held_by(best) <= self._held_by(other):
            return False
        ours, theirs = self._topics_by(best), self._topics_by(other)
        return len(ours & theirs) >= LEAST_SHARED * len(ours)

    def _topics_by(self, sentence: ReadSentence) -> frozenset[str]:
        """Return the question's things that the sentence's article speaks of, in a form or another word."""
        mentions = self._mentioned_by(sentence.source.article.article_id)
        return frozenset(topic for topic in self._topics if _is_spoken_of(topic, mentions))

    def _mentioned_by(self, article_id: str) -> _Mentions:
        if article_id not in self._mentions:
            self._mentions[article_id] = _Mentions("\n\n".join(self._texts.get(article_id, ())))
        return self._mentions[article_id]

    def _held_by(self, sentence: ReadSentence) -> frozenset[int]:
        """Return the places, among the question's names, of those that the sentence's article speaks of."""
        article_id = sentence.source.article.article_id
        if article_id not in self._held:
            mentions = self._mentioned_by(article_id)
            self._held[article_id] = frozenset(
                place for place, name in enumerate(self._names) if _is_mentioned(name, mentions)
            )
        return self._held[article_id]


def _topics_of(asked: Question) -> frozenset[str]:
    """Return the things that a question speaks of, beside names and what is counted: "heatwave".

    Words for the dead and hurt are none: every accident has them.
    """
    focus = {word.start for word in asked.focus}
    named = [(name.start, name.end) for name in asked.names]
    return frozenset(
        word.lower
        for word in asked.content
        if word.start not in focus
        and len(word.lower) >= LEAST_STEM
        and _is_thing(word.lower)
        and not is_harm(word.lower)
        and not any(start <= word.start < end for start, end in named)
    )


def _is_thing(lower: str) -> bool:
    """Whether a word can be a noun and is no past form ("left"), or stands in no dictionary."""
    kinds = parts_of_speech(lower)
    return not kinds or ("NOUN" in kinds and not is_past_form(lower))


def _is_spoken_of(topic: str, mentions: _Mentions) -> bool:
    whole = topic.removesuffix("s")
    return any(
        word.startswith(whole)
        or _is_form_of(topic, word)
        or (len(word) >= LEAST_STEM and topic.startswith(word))  # "heat" of a "heatwave"
        for word in mentions.words
    ) or any(synonyms(keys_of(topic), keys_of(word)) for word in mentions.words)


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
