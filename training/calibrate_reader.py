"""Fits the probability that a passage answers, on held-out questions; writes it into `model.json`.

    python -m training.calibrate_reader --data DATA/reader --model app/models/reader

The probability is a logistic function of the best span's margin over "no answer" and of the logit that the
passage answers. It is fitted on questions of training's held-out paragraphs (every 30th of SQuADShifts
new-wiki) and of QED's development set, each as it is and altered so that its own paragraph no longer answers
it: the hardest kind, for passages that a search has found are all near the question. A threshold of 0.5
takes both to be equally likely.
"""

import argparse
import json
import random
from pathlib import Path

import numpy as np

from app.reader import OnnxReader
from training.logistic import fit_logistic
from training.reader_examples import ExampleMaker
from training.reader_sets import read_qed
from training.train_reader import load_sets


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
    rows, labels = [], []
    for q in questions:
        altered = maker.altered(q, rng, limit=1000)
        if altered is None:
            continue
        for example in (maker.make(q, rng, limit=1000, none_share=0.0), altered):
            reading = reader.read(example.question, [example.passage])[0]
            best = reading.best()
            if best:
                rows.append((best.margin, reading.answers, 1.0))
                labels.append(float(bool(example.answers)))
    features, gold = np.array(rows), np.array(labels)
    margin, answers, constant = fit_logistic(features, gold)
    p = 1 / (1 + np.exp(-features @ np.array([margin, answers, constant])))
    print(
        f"{len(gold)} passages, accuracy {((p > 0.5) == gold).mean():.3f}, "
        f"Brier {((p - gold) ** 2).mean():.3f}"
    )
    for low in np.arange(0, 1, 0.2):
        here = (p >= low) & (p < low + 0.2)
        if here.any():
            print(f"  said {p[here].mean():.2f}  was {gold[here].mean():.2f}  ({here.sum()})")
    about["calibration"] = {
        "margin": round(float(margin), 4),
        "answers": round(float(answers), 4),
        "constant": round(float(constant), 4),
    }
    path.write_text(json.dumps(about, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
