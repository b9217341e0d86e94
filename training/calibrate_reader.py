"""Fits the probability that a passage answers, on held-out questions; writes it into `model.json`.

    python -m training.calibrate_reader --data DATA/reader --model app/models/reader

The probability is a logistic function of the best span's margin over "no answer" and of the logit that the
passage answers. It is fitted on questions of training's held-out paragraphs (every 30th of SQuADShifts
new-wiki) and of QED's development set, and on the questions of the latter whose paragraph people found no
answer in. Questions altered by rule are left out: training made thousands in the same ways, so that the
reader knows them by their making, and says of 0.09 to 0.25 of them that they are answered where of near
misses as people ask them it says so of 0.55. Both kinds count the same in all, so a threshold of 0.5 takes
an answer and a near miss to be equally likely.

Beside it, what the best answer is worth where there is one: the F1 to be expected, a logistic function of
the log-odds that the reader gives that answer among all that the passage could hold, fitted on the same
answered questions.
"""

import argparse
import json
import random
from pathlib import Path

import numpy as np

from app.reader import OnnxReader
from app.reading import log_odds
from training.logistic import fit_logistic
from training.reader_examples import ExampleMaker
from training.reader_sets import read_qed, read_qed_unanswered
from training.reading_score import f1
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
    about["calibration"].setdefault("worth", {"certainty": 0.5, "constant": 0.0})
    path.write_text(json.dumps(about, indent=2) + "\n", encoding="utf-8")
    _, held = load_sets(args.data)
    questions = held + read_qed(args.data / "qed_nq/qed_dev.jsonl.gz")
    rng = random.Random(11)
    rng.shuffle(questions)
    questions = questions[: args.limit]
    maker = ExampleMaker(questions)
    made = [maker.make(q, rng, limit=1000, none_share=0.0) for q in questions]
    pairs = [(one.question, one.passage, one.answers) for one in made]
    unanswered = read_qed_unanswered(args.data / "qed_nq/qed_dev.jsonl.gz")
    pairs += [(question, passage, ()) for question, passage in unanswered]
    reader = OnnxReader(args.model)
    rows, answered, doubts, worths = [], [], [], []
    for question, passage, spans in pairs:
        reading = reader.read(question, [passage])[0]
        best = reading.best()
        if best is None:
            continue
        rows.append((best.margin, reading.answers, 1.0))
        answered.append(float(bool(spans)))
        if spans:
            doubts.append((log_odds(reading.certainty()), 1.0))
            gold = [passage[a:b] for a, b in spans]
            worths.append(f1(passage[best.answer.start : best.answer.end], gold))
    features, gold = np.array(rows), np.array(answered)
    each = np.where(gold == 1, 0.5 / gold.mean(), 0.5 / (1 - gold.mean()))
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
    worth = fit_logistic(np.array(doubts), np.array(worths))
    about["calibration"] = {
        "margin": round(float(margin), 4),
        "answers": round(float(answers), 4),
        "constant": round(float(constant), 4),
        "worth": dict(zip(("certainty", "constant"), worth.round(4).tolist(), strict=True)),
    }
    path.write_text(json.dumps(about, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
