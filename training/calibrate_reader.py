"""Fits the probability that a passage answers, on held-out questions; writes it into `model.json`.

    python -m training.calibrate_reader --data DATA/reader --model app/models/reader

The probability is a logistic function of the best span's margin over "no answer" and of the logit that the
passage answers. It is fitted on questions of training's held-out paragraphs (every 30th of SQuADShifts
new-wiki) and of QED's development set, each as it is and altered so that its own paragraph no longer answers
it, and on QED's questions whose paragraph people found no answer in: near misses, made and natural, for
passages that a search has found are all near the question. Either kind of near miss counts as much as the
other, both together as much as the answered; so a threshold of 0.5 takes the two to be equally likely.
"""

import argparse
import json
import random
from pathlib import Path

import numpy as np

from app.reader import OnnxReader
from training.logistic import fit_logistic
from training.reader_examples import ExampleMaker
from training.reader_sets import read_qed, read_qed_unanswered
from training.train_reader import load_sets

ANSWERED, ALTERED, UNANSWERED = range(3)
SHARES = {ANSWERED: 0.5, ALTERED: 0.25, UNANSWERED: 0.25}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--limit", type=int, default=600, help="questions")
    args = parser.parse_args()
    path = args.model / "model.json"
    about = json.loads(path.read_text(encoding="utf-8"))
    about.setdefault("calibration", {"margin": 0.5, "answers": 0.5, "constant": 0.0})
    path.write_text(json.dumps(about, indent=2) + "\n", encoding="utf-8")
    _, held = load_sets(args.data)
    questions = held + read_qed(args.data / "qed_nq/qed_dev.jsonl.gz")
    rng = random.Random(11)
    rng.shuffle(questions)
    questions = questions[: args.limit]
    maker = ExampleMaker(questions)
    reader = OnnxReader(args.model)
    rows, kinds = [], []

    def take(question: str, passage: str, kind: int) -> None:
        reading = reader.read(question, [passage])[0]
        best = reading.best()
        if best:
            rows.append((best.margin, reading.answers, 1.0))
            kinds.append(kind)

    for q in questions:
        altered = maker.altered(q, rng, limit=1000)
        if altered is None:
            continue
        answered = maker.make(q, rng, limit=1000, none_share=0.0)
        take(answered.question, answered.passage, ANSWERED)
        take(altered.question, altered.passage, ALTERED)
    for question, passage in read_qed_unanswered(args.data / "qed_nq/qed_dev.jsonl.gz"):
        take(question, passage, UNANSWERED)
    features, kind = np.array(rows), np.array(kinds)
    gold = (kind == ANSWERED).astype(float)
    each = sum((kind == k) * share * len(kind) / (kind == k).sum() for k, share in SHARES.items())
    margin, answers, constant = fit_logistic(features, gold, each=each)
    p = 1 / (1 + np.exp(-features @ np.array([margin, answers, constant])))
    right = (p > 0.5) == (gold == 1)
    print(
        f"{len(gold)} passages, weighted: accuracy {np.average(right, weights=each):.3f}, "
        f"Brier {np.average((p - gold) ** 2, weights=each):.3f}"
    )
    for low in np.arange(0, 1, 0.2):
        here = (p >= low) & (p < low + 0.2)
        if here.any():
            said, was = (np.average(values[here], weights=each[here]) for values in (p, gold))
            print(f"  said {said:.2f}  was {was:.2f}  ({here.sum()})")
    about["calibration"] = {
        "margin": round(float(margin), 4),
        "answers": round(float(answers), 4),
        "constant": round(float(constant), 4),
    }
    path.write_text(json.dumps(about, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
