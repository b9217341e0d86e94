"""Trains the reader; see `training.trainer` for how a run is stopped, resumed and finished."""

import argparse
import random
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from training.batching import Encoded, PairTokenizer, Streams, by_budget, pad
from training.encoder import Reader, load_base
from training.reader_examples import Example, ExampleMaker
from training.reader_predict import predict
from training.reader_sets import Question, held_out, read_qamr, read_qed, read_squadshifts
from training.reading_score import f1
from training.trainer import Task, add_options, fit

Pair = tuple[Example, Encoded]


@dataclass(frozen=True, slots=True)
class Phase:
    """How pools are made: items by set, lengths of passages (characters), share that does not answer."""

    pools: int
    counts: dict[str, int]
    limits: tuple[int, ...]
    none_share: float


PHASES = (  # short and many first, then as in use, then shorter for more questions an hour, then as in use
    Phase(16, {"qamr": 240, "new_wiki": 80, "qed": 80}, (150, 300), 0.1),
    Phase(50, {"qamr": 80, "new_wiki": 120, "qed": 100, "amazon": 40, "reddit": 60}, (250, 400, 600), 0.25),
    Phase(80, {"qamr": 30, "new_wiki": 150, "qed": 110, "amazon": 40, "reddit": 70}, (400, 700, 1000), 0.33),
    Phase(162, {"qamr": 40, "new_wiki": 150, "qed": 110, "amazon": 45, "reddit": 75}, (250, 450, 700), 0.25),
    Phase(
        10**9, {"qamr": 30, "new_wiki": 150, "qed": 110, "amazon": 40, "reddit": 70}, (400, 700, 1000), 0.33
    ),
)


def load_sets(folder: Path) -> tuple[dict[str, list[Question]], list[Question]]:
    """Return the training sets by name, and the held-out questions (every 30th new-wiki paragraph)."""
    shifts = folder / "squadshifts"
    sets = {
        "new_wiki": read_squadshifts(shifts, "new_wiki"),
        "amazon": read_squadshifts(shifts, "amazon_reviews"),
        "reddit": read_squadshifts(shifts, "reddit"),
        "qed": read_qed(folder / "qed_nq/qed_train.jsonl.gz"),
        "qamr": read_qamr([folder / "qamr_devtest" / f"qamr_{part}.jsonl.gz" for part in ("dev", "test")]),
    }
    out = held_out(q.context for q in sets["new_wiki"])
    held = [q for q in sets["new_wiki"] if q.context in out]
    sets["new_wiki"] = [q for q in sets["new_wiki"] if q.context not in out]
    return sets, held


def phase_of(pool: int) -> tuple[Phase, dict[str, int]]:
    """Return the phase of a pool and how many items of each set earlier pools took."""
    taken: dict[str, int] = {}
    for phase in PHASES:
        here = min(pool, phase.pools)
        for name, count in phase.counts.items():
            taken[name] = taken.get(name, 0) + count * here
        if pool < phase.pools:
            return phase, taken
        pool -= phase.pools
    raise AssertionError("the last phase is endless")


class Pools:
    """Makes the batches of a pool, the same each time for the same seed."""

    def __init__(
        self, sets: dict[str, list[Question]], tokenizer: PairTokenizer, tokens: int, seed: int
    ) -> None:
        self._streams = Streams(sets, seed)
        self._maker = ExampleMaker([q for questions in sets.values() for q in questions])
        self._tokenizer, self._tokens, self._seed = tokenizer, tokens, seed

    def __call__(self, pool: int) -> list[list[Pair]]:
        rng = random.Random(f"{self._seed}-{pool}")
        phase, taken = phase_of(pool)
        examples = [
            self._maker.make(
                self._streams.item(name, taken[name] + n),
                rng,
                limit=rng.choice(phase.limits),
                none_share=phase.none_share,
            )
            for name, count in phase.counts.items()
            for n in range(count)
        ]
        rows = self._tokenizer.encode([(e.question, e.passage) for e in examples])
        pairs = list(zip(examples, rows, strict=True))
        return by_budget(pairs, lambda pair: len(pair[1].ids), self._tokens, rng)


def loss_of(model: Reader, batch: list[Pair]) -> Tensor:
    """Return the loss: cross-entropy of start and end against the annotators' spread, and of "answers"."""
    rows = [row for _, row in batch]
    start, end, answers = model(*pad(rows))
    gold_start, gold_end = torch.zeros_like(start), torch.zeros_like(end)
    gold = torch.zeros(len(rows))
    for number, (example, row) in enumerate(batch):
        first = row.types.index(1)
        starts = {a: i for i, (a, _) in enumerate(row.offsets) if i >= first and a >= 0}
        ends = {b: i for i, (_, b) in enumerate(row.offsets) if i >= first and b >= 0}
        spans = [(starts[a], ends[b]) for a, b in example.answers if a in starts and b in ends]
        gold[number] = bool(spans)
        for i, j in spans or [(0, 0)]:
            gold_start[number, i] += 1 / max(1, len(spans))
            gold_end[number, j] += 1 / max(1, len(spans))
    spans_loss = -(gold_start * start.log_softmax(-1)).sum(-1) - (gold_end * end.log_softmax(-1)).sum(-1)
    return spans_loss.mean() / 2 + 0.3 * functional.binary_cross_entropy_with_logits(answers, gold)


class HeldOut:
    """F1 given the paragraph, and how often an answering passage scores above one that does not answer."""

    def __init__(self, held: list[Question], tokenizer: PairTokenizer, count: int = 150) -> None:
        rng = random.Random(5)
        self._some, self._tokenizer = held[:: max(1, len(held) // count)][:count], tokenizer
        maker = ExampleMaker(held)
        rivals = [maker.make(q, rng, limit=1200, none_share=1.0) for q in self._some]
        self._rivals = [one for one in rivals if not one.answers]

    def __call__(self, model: Reader) -> str:
        model.eval()
        own = predict(model, [(q.question, q.context) for q in self._some], self._tokenizer)
        other = predict(model, [(one.question, one.passage) for one in self._rivals], self._tokenizer)
        model.train()
        mean = sum(
            f1(q.context[p.start : p.end], [q.context[a:b] for a, b in q.answers])
            for q, p in zip(self._some, own, strict=True)
        ) / len(own)
        margins = sum(a.margin > b.margin for a in own for b in other) / (len(own) * len(other))
        logits = sum(a.answers > b.answers for a in own for b in other) / (len(own) * len(other))
        return f"held-out F1 {mean:.3f}  AUC margin {margins:.3f} logit {logits:.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--data", type=Path, required=True, help="folder with squadshifts, qed_nq, qamr_devtest"
    )
    parser.add_argument("--base", type=Path, required=True, help="folder with MiniLM's model.safetensors")
    add_options(parser)
    args = parser.parse_args()
    sets, held = load_sets(args.data)
    tokenizer = PairTokenizer(str(args.base / "tokenizer.json"), 320)

    def build() -> Reader:
        model = Reader(load_base(args.base, args.dropout))
        model.encoder.words.requires_grad_(False)
        return model

    pools = Pools(sets, tokenizer, args.tokens, args.seed)
    tokens = lambda batch: sum(len(row.ids) for _, row in batch)  # noqa: E731
    fit(Task(build, pools, loss_of, HeldOut(held, tokenizer), tokens), args)


if __name__ == "__main__":
    main()
