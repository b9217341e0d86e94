"""Trains the reader. Stop it whenever; run it again and it goes on from its last checkpoint.

The learning rate warms up, stays, and falls to zero in the last `--decay` steps (warmup-stable-decay, Hu et al.
2024, section 4): a run without `--steps` never decays; a second run with `--from stable.pt --steps N --decay N`
finishes any checkpoint of it.
"""

import argparse
import json
import random
import time
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F

from training.batching import PairTokenizer, Streams, by_budget, pad
from training.encoder import Reader, load_base
from training.reader_examples import Example, ExampleMaker
from training.reader_predict import predict
from training.reader_sets import Question, read_qamr, read_qed, read_squadshifts
from training.reading_score import f1


@dataclass(frozen=True, slots=True)
class Phase:
    """What is read until a step: the mixture, how long passages are (characters), how often none answers."""

    until: int
    mixture: dict[str, float]
    limits: tuple[int, ...]
    none_share: float


PHASES = (  # short and many first, then as long as in use
    Phase(250, {"qamr": 0.6, "new_wiki": 0.2, "qed": 0.2}, (150, 300), 0.1),
    Phase(1200, {"qamr": 0.25, "new_wiki": 0.3, "qed": 0.2, "amazon": 0.1, "reddit": 0.15}, (250, 400, 550), 0.25),
    Phase(10**9, {"qamr": 0.1, "new_wiki": 0.35, "qed": 0.25, "amazon": 0.1, "reddit": 0.2}, (450, 700, 1200), 0.33),
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
    paragraphs = sorted({q.context for q in sets["new_wiki"]})
    out = set(paragraphs[::30])
    held = [q for q in sets["new_wiki"] if q.context in out]
    sets["new_wiki"] = [q for q in sets["new_wiki"] if q.context not in out]
    return sets, held


def loss_of(model: Reader, batch: list[tuple[Example, object]]) -> torch.Tensor:
    """Return the loss: cross-entropy of start and end against the annotators' spread, and of "answers"."""
    rows = [row for _, row in batch]
    ids, mask, types = pad(rows)
    start, end, answers = model(ids, mask, types)
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
    return spans_loss.mean() / 2 + 0.3 * F.binary_cross_entropy_with_logits(answers, gold)


def held_out_score(model: Reader, held: list[Question], maker: ExampleMaker, tokenizer: PairTokenizer) -> str:
    """Return F1 given the paragraph, and how often an answering passage scores above one that does not."""
    rng = random.Random(5)
    some = held[:200]
    rivals = [maker.make(q, rng, limit=1200, none_share=1.0) for q in some]
    rivals = [one for one in rivals if not one.answers]
    model.eval()
    own = predict(model, [(q.question, q.context) for q in some], tokenizer)
    other = predict(model, [(one.question, one.passage) for one in rivals], tokenizer)
    model.train()
    mean = sum(
        f1(q.context[p.start : p.end], [q.context[a:b] for a, b in q.answers]) for q, p in zip(some, own, strict=True)
    ) / len(some)
    margins = sum(a.margin > b.margin for a in own for b in other) / (len(own) * len(other))
    logits = sum(a.answers > b.answers for a in own for b in other) / (len(own) * len(other))
    return f"held-out F1 {mean:.3f}  AUC margin {margins:.3f} logit {logits:.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with squadshifts, qed_nq, qamr_devtest")
    parser.add_argument("--base", type=Path, required=True, help="folder with MiniLM's model.safetensors")
    parser.add_argument("--out", type=Path, required=True, help="run folder: checkpoints and log")
    parser.add_argument("--from", dest="origin", type=Path, help="checkpoint to start from, instead of the last")
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--tokens", type=int, default=2048, help="padded tokens of a step")
    parser.add_argument("--warmup", type=int, default=80, help="steps")
    parser.add_argument("--steps", type=int, default=10**9, help="stop after so many steps of this run")
    parser.add_argument("--decay", type=int, default=0, help="of which the last so many decay")
    parser.add_argument("--save-every", type=int, default=100)
    parser.add_argument("--score-every", type=int, default=250)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(args.seed)
    sets, held = load_sets(args.data)
    maker = ExampleMaker([q for questions in sets.values() for q in questions])
    tokenizer = PairTokenizer(str(args.base / "tokenizer.json"), 320)
    model = Reader(load_base(args.base))
    model.encoder.words.requires_grad_(False)
    trained = [p for p in model.parameters() if p.requires_grad]
    groups = [
        {"params": [p for p in trained if p.ndim > 1], "weight_decay": 0.01},
        {"params": [p for p in trained if p.ndim == 1], "weight_decay": 0.0},
    ]
    optimiser = torch.optim.AdamW(groups, lr=args.rate, betas=(0.9, 0.98), eps=1e-6)
    streams = Streams(sets, args.seed)
    step = pool = 0
    last = args.out / "last.pt"
    origin = args.origin or (last if last.exists() else None)
    if origin:
        saved = torch.load(origin, weights_only=True)
        model.load_state_dict(saved["model"])
        optimiser.load_state_dict(saved["optimiser"])
        streams.taken.update(saved["taken"])
        step, pool = saved["step"], saved["pool"]
    began, first_step, mean, tokens_seen, seconds = time.time(), step, None, 0, 0.0
    log = (args.out / "log.txt").open("a", encoding="utf-8", buffering=1)

    def save(path: Path) -> None:
        state = {"model": model.state_dict(), "optimiser": optimiser.state_dict(), "taken": streams.taken}
        partial = path.with_suffix(".part")
        torch.save({**state, "step": step, "pool": pool}, partial)
        partial.replace(path)

    def note(text: str) -> None:
        line = f"{time.strftime('%H:%M:%S')} step {step} {text}"
        print(line, flush=True)
        log.write(line + "\n")

    note(f"start {json.dumps({**vars(args)}, default=str)} sizes { {k: len(v) for k, v in sets.items()} }")
    while step - first_step < args.steps:
        phase = next(p for p in PHASES if step < p.until)
        rng = random.Random(f"{args.seed}-{pool}")
        pool += 1
        names = rng.choices(list(phase.mixture), list(phase.mixture.values()), k=400)
        questions = [streams.take(name) for name in names]
        examples = [
            maker.make(q, rng, limit=rng.choice(phase.limits), none_share=phase.none_share) for q in questions
        ]
        rows = tokenizer.encode([(e.question, e.passage) for e in examples])
        pairs = list(zip(examples, rows, strict=True))
        for batch in by_budget(pairs, lambda pair: len(pair[1].ids), args.tokens, rng):
            done = step - first_step
            if done >= args.steps:
                break
            left = min(1.0, (args.steps - done) / args.decay) if args.decay else 1.0
            for group in optimiser.param_groups:
                group["lr"] = args.rate * min(1.0, (step + 1) / args.warmup) * left
            loss = loss_of(model, batch)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(trained, 1.0)
            optimiser.step()
            step += 1
            tokens_seen += sum(len(row.ids) for _, row in batch)
            mean = loss.item() if mean is None else 0.98 * mean + 0.02 * loss.item()
            if step % 25 == 0:
                seconds = time.time() - began
                note(f"loss {mean:.3f} rate {optimiser.param_groups[0]['lr']:.1e} tokens/s {tokens_seen / seconds:.0f}")
            if step % args.save_every == 0:
                save(last)
            if step % args.score_every == 0:
                note(held_out_score(model, held, maker, tokenizer))
    save(args.out / ("final.pt" if args.decay else "last.pt"))
    note(held_out_score(model, held, maker, tokenizer))


if __name__ == "__main__":
    main()
