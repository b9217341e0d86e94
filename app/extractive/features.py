"""What can be seen of how well a sentence answers a question, as numbers with names.

Every feature is 0 when nothing is to be seen, and most lie in [0, 1]. A reader's score is one more feature.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.evidence import Evidence, EvidencePassage, EvidenceSentence
from app.extractive.answer_words import find_answer_words, focus_in
from app.extractive.counting import Counted
from app.extractive.matching import WeighedQuestion, cover, matches, names_held, together
from app.extractive.nearness import close_pairs, nearest
from app.extractive.reading import ReadSentence
from app.question import Wanted
from app.wordlists import word_set
from app.words import Word
from index.article import ArticleInfo, Span

Matrix = NDArray[np.float64]

NEAR_NOUN = 0.8  # what a noun of near meaning counts, of 1 for the same
KINDS = tuple(kind for kind in Wanted if kind is not Wanted.OTHER)

SENTENCE_FEATURES = (
    "cover",
    "cover_context",
    "cover_passage",
    "cover_gap",
    "rarest",
    "rarest_passage",
    "pairs",
    "names",
    "names_passage",
    "cosine",
    "cosine_gap",
    "cosine_best",
    "cosine_context",
    "passage_cosine",
    "passage_score",
    "passage_score_gap",
    "passage_first",
    "passage_rank",
    "passage_words",
    "near",
    "counts",
    "counts_exactly",
    "focus",
    "focus_compound",
    "focus_context",
    *(f"kind_{kind.name.lower()}" for kind in KINDS),
    *(f"strong_{kind.name.lower()}" for kind in KINDS),
    "length",
    "short",
    "long",
    "new_share",
    "new_names",
    "asks",
    "unfinished",
    "opens",
    "pronoun",
    "pronoun_context",
)
"""Features of one sentence, in the order of the matrix's columns."""

EVIDENCE_FEATURES = (
    "best_cover",
    "best_cover_passage",
    "all_cover",
    "rarest_anywhere",
    "names_anywhere",
    "focus_anywhere",
    "best_cosine",
    "best_passage_cosine",
    "best_passage_score",
    "kind_anywhere",
    "words_asked",
    *(f"asks_{kind.name.lower()}" for kind in KINDS),
)
"""Features of the question with all its evidence: whether there is anything to find at all."""

_PRONOUNS = word_set("he she it they this that these those his her its their such both")


@dataclass(frozen=True)
class Features:
    """Features of one question with its evidence.

    Args:
        sentences: a row for each sentence, a column for each of `SENTENCE_FEATURES`.
        evidence: a value for each of `EVIDENCE_FEATURES`.
        answers: for each sentence, the likeliest answer words in it, None when none are of the kind.
    """

    sentences: Matrix
    evidence: NDArray[np.float64]
    answers: list[Span | None]


def find_features(
    asked: WeighedQuestion,
    evidence: Evidence,
    read: Sequence[ReadSentence],
    matched: Sequence[list[float]],
    cosines: NDArray[np.float32],
    counted: Sequence[Sequence[Counted]],
) -> Features:
    """Return the features of every sentence of the evidence.

    Args:
        asked: the question, weighed.
        evidence: what was found.
        read: the evidence's sentences, in order.
        matched: which words of the question each holds, see `matches`.
        cosines: cosine similarity of each sentence to the question.
        counted: for each sentence, the figures that count what is asked.
    """
    rows: list[dict[str, float]] = []
    answers: list[Span | None] = []
    found = [_with_counted(asked, held, figures) for held, figures in zip(matched, counted, strict=True)]
    focus = [focus_in(asked.question, sentence) for sentence in read]
    position = 0
    best_passage = max((p.hit.score for p in evidence.passages), default=0.0)
    most_words = max((p.hit.lexical_score or 0.0 for p in evidence.passages), default=0.0)
    for passage in evidence.passages:
        count = len(passage.sentences)
        here = slice(position, position + count)
        title = matches(asked, _as_sentence(passage))
        whole = together(title, *found[here])
        shared = {
            "cover_passage": cover(asked, whole),
            "rarest_passage": whole[asked.rarest] if whole else 0.0,
            "names_passage": names_held(asked.question, [_as_sentence(passage), *read[here]]),
            "passage_cosine": passage.hit.dense_score or 0.0,
            "passage_score": passage.hit.score,
            "passage_score_gap": best_passage - passage.hit.score,
            "passage_first": float(passage.number == 1),
            "passage_rank": 1.0 / passage.number,
            "passage_words": (passage.hit.lexical_score or 0.0) / most_words if most_words else 0.0,
        }
        for i in range(count):
            row, answer = _of_sentence(asked, read[here], found[here], focus[here], title, i)
            row["cosine"] = float(cosines[position + i])
            figures = counted[position + i]
            if figures:
                row["counts"] = figures[0].nearness
                row["counts_exactly"] = float(figures[0].exact)
                row[f"strong_{asked.question.wanted.name.lower()}"] = 1.0
                answer = Span(figures[0].quantity.start, figures[0].quantity.end)
            around = [float(c) for c in cosines[max(position, position + i - 1) : position + i + 2]]
            row["cosine_context"] = max(around)
            rows.append(row | shared)
            answers.append(answer)
        position += count
    _compare(rows)
    table = np.array([[row.get(name, 0.0) for name in SENTENCE_FEATURES] for row in rows], np.float64)
    table = table.reshape(len(rows), len(SENTENCE_FEATURES))
    return Features(table, _of_evidence(asked, evidence, rows, found, read), answers)


def _with_counted(asked: WeighedQuestion, found: list[float], figures: Sequence[Counted]) -> list[float]:
    """Take the counted noun for matched where a figure counts it by another word, "strikes" for "attacks"."""
    head = asked.question.focus[-1].keys if asked.question.focus else frozenset()
    if not figures:
        return found
    return [
        max(match, NEAR_NOUN) if word.keys & head else match
        for word, match in zip(asked.words, found, strict=True)
    ]


def _of_sentence(
    asked: WeighedQuestion,
    read: Sequence[ReadSentence],
    found: Sequence[Sequence[float]],
    focus: Sequence[Sequence[Word]],
    title: Sequence[float],
    i: int,
) -> tuple[dict[str, float], Span | None]:
    sentence, question = read[i], asked.question
    around = together(title, *found[max(0, i - 1) : i + 2])
    candidates = find_answer_words(question, sentence)
    answer, near = nearest(asked, sentence, candidates)
    kind = question.wanted.name.lower()
    content = [w for w in sentence.words if w.content]
    held = {key for word in question.words for key in word.keys}
    new = sum(not (w.keys & held) for w in content)
    opening = sentence.words[0].lower if sentence.words else ""
    head = question.focus[-1] if question.focus else None
    row = {
        "cover": cover(asked, found[i]),
        "cover_context": cover(asked, around),
        "rarest": found[i][asked.rarest] if found[i] else 0.0,
        "pairs": close_pairs(asked, sentence),
        "names": names_held(question, [sentence]),
        "near": near,
        "focus": float(any(head.keys & w.keys for w in focus[i])) if head else 0.0,
        "focus_compound": float(bool(focus[i])),
        "focus_context": float(any(focus[max(0, i - 1) : i + 2])),
        "length": math.log1p(len(sentence.words)) / 4,
        "short": float(len(sentence.words) < 6),
        "long": float(len(sentence.words) > 40),
        "new_share": new / max(len(content), 1),
        "new_names": float(any(not (w.keys & held) and w.text[:1].isupper() for w in content[1:])),
        "asks": float(sentence.text.rstrip("\"”’' ").endswith("?")),
        "unfinished": float(sentence.text.rstrip("\"”’') ")[-1:] not in ".!?…'"),
        "opens": float(i == 0),
        "pronoun": float(opening in _PRONOUNS),
        "pronoun_context": (cover(asked, around) - cover(asked, found[i])) * (opening in _PRONOUNS),
    }
    if candidates:
        row[f"kind_{kind}"] = 1.0
        row[f"strong_{kind}"] = float(any(c.strong for c in candidates))
    elif question.wanted is Wanted.YES_NO:
        row[f"kind_{kind}"] = 1.0
    return row, answer


def _compare(rows: list[dict[str, float]]) -> None:
    """Add what only shows beside the other sentences."""
    best_cover = max((row["cover"] for row in rows), default=0.0)
    best_cosine = max((row["cosine"] for row in rows), default=0.0)
    for row in rows:
        row["cover_gap"] = best_cover - row["cover"]
        row["cosine_gap"] = best_cosine - row["cosine"]
        row["cosine_best"] = float(row["cosine"] >= best_cosine)


def _of_evidence(
    asked: WeighedQuestion,
    evidence: Evidence,
    rows: Sequence[dict[str, float]],
    found: Sequence[Sequence[float]],
    read: Sequence[ReadSentence],
) -> NDArray[np.float64]:
    everywhere = (
        together(*found, *(matches(asked, _as_sentence(p)) for p in evidence.passages)) if found else []
    )
    kind = asked.question.wanted.name.lower()

    def best(name: str) -> float:
        return max((row.get(name, 0.0) for row in rows), default=0.0)

    values = {
        "best_cover": best("cover"),
        "best_cover_passage": best("cover_passage"),
        "all_cover": cover(asked, everywhere) if everywhere else 0.0,
        "rarest_anywhere": everywhere[asked.rarest] if everywhere else 0.0,
        "names_anywhere": names_held(asked.question, [*read, *(_as_sentence(p) for p in evidence.passages)]),
        "focus_anywhere": best("focus_compound") if asked.question.focus else 1.0,
        "best_cosine": best("cosine"),
        "best_passage_cosine": best("passage_cosine"),
        "best_passage_score": best("passage_score"),
        "kind_anywhere": best(f"kind_{kind}"),
        "words_asked": min(len(asked.words), 10) / 10,
        f"asks_{kind}": 1.0,
    }
    return np.array([values.get(name, 0.0) for name in EVIDENCE_FEATURES], np.float64)


def _as_sentence(passage: EvidencePassage) -> ReadSentence:
    """The title of a passage's article, read like a sentence."""
    info: ArticleInfo = passage.hit.article
    return ReadSentence(
        EvidenceSentence(label="", span=Span(0, len(info.title)), text=info.title, article=info)
    )
