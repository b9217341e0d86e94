"""An archive of generated articles, and the product's engine over it, for measurements of time.

Passages get random unit vectors, since where a vector points makes no difference to the time of a search;
questions are embedded by the shipped model.
"""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from app.compose import build_scorer, build_verifier, coverage_of
from app.engine import Engine
from app.evidence_builder import build_evidence
from app.extractive.answerer import ExtractiveAnswerer
from app.extractive.other_sides import OtherSides
from app.model.answerer import ModelAnswerer
from app.model.client import Model
from app.wordlists import word_list
from index.archive import Archive
from index.embedding.base import Embedder, Vectors

PLACES = word_list("Orsk Brannoch Skerry Tolvane Keldria Marrow Ellory Aldric Sorrel Vell Halden Pyke")
THINGS = word_list("lanterns compasses nets boats ledgers bells anchors lamps crates barrels ropes sails")
DEEDS = word_list("sold mended counted burned found lost painted moved weighed traded")
NAMES = word_list("Venn Rand Pyke Oske Reske Marsh Orrin Dell")


class RandomVectors:
    """An embedder by the shipped one's name whose vectors cost nothing."""

    def __init__(self, real: Embedder) -> None:
        self.name, self.dimensions, self.max_tokens = real.name, real.dimensions, real.max_tokens

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text) // 4 for text in texts]

    def embed(self, texts: Sequence[str]) -> Vectors:
        rows = [
            np.random.default_rng(int(hashlib.sha256(t.encode()).hexdigest()[:12], 16)).normal(
                size=self.dimensions
            )
            for t in texts
        ]
        matrix = np.array(rows, dtype=np.float32).reshape(len(texts), self.dimensions)
        return matrix / np.linalg.norm(matrix, axis=1, keepdims=True)


def generated(folder: Path, passages: int) -> list[str]:
    """Write articles of about one passage each; return questions that some of them answer."""
    questions = []
    with (folder / "articles.jsonl").open("w", encoding="utf-8") as out:
        for n in range(passages):
            place, thing, deed = (
                PLACES[n % 12] + str(n // 97),
                THINGS[n * 7 % 12],
                DEEDS[n * 3 % 10],
            )
            name = f"Liv {NAMES[n * 5 % 8]}"
            text = (
                f"The council of {place} {deed} {n + 13} {thing} on Monday, the harbour office said. "
                f"{name} told reporters that the work had taken {n % 40 + 2} weeks. "
                f"Some {n % 900 + 20} visitors came to see the {THINGS[n * 5 % 12]}, and nobody was hurt. "
                f"“We will go on with the {THINGS[n * 11 % 12]} next year,” {name} said. "
                f"Fares at the quay of {place} stay at {n % 9 + 1} crowns, and ferries leave every "
                f"{n % 50 + 10} minutes until the {DEEDS[n % 10]} nets of {PLACES[n * 5 % 12]} are back."
            )
            day = f"2031-{n % 12 + 1:02}-{n % 28 + 1:02}"
            row = {"id": f"a{n}", "text": text, "title": f"{place}: {thing} {deed}", "published_at": day}
            out.write(json.dumps({**row, "outlet": f"{PLACES[n % 7]} Post"}) + "\n")
            if n % max(1, passages // 500) == 0:
                questions.append(f"How many {thing} did the council of {place} {deed.removesuffix('ed')}?")
    return questions


def make_engine(archive: Archive, model: Model) -> Engine:
    """Return the product's engine over `model`, nothing cached."""
    verifier = build_verifier()
    extractive = ExtractiveAnswerer(build_scorer(archive.query_embedder), archive.query_embedder, verifier)
    return Engine(
        searcher=archive,
        coverage=lambda filters: coverage_of(archive, filters),
        build_evidence=build_evidence,
        answerer=ModelAnswerer(model),
        verifier=verifier,
        fallback=extractive,
        sides=OtherSides(verifier, archive.query_embedder),
    )
