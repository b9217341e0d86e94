"""Measures a shipped reader on sets that it was not trained on.

    python -m training.evaluate_reader --data DATA --model app/models/reader [--limit 300]

XQuAD-en and SQuAD 1.1: exact match and F1 given the paragraph. SQuAD 2.0: the same, with "" where the best
answer is worth less than silence (`Reading.speaks`). `--limit` takes that many questions, evenly spaced.
"""

import argparse
import gzip
import json
import time
from pathlib import Path

from app.reader import OnnxReader
from training.intervals import interval
from training.reader_sets import Question, read_squad
from training.reading_score import exact, f1


def read_xquad(path: Path) -> list[Question]:
    """Return XQuAD's English questions."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        data = json.load(file)["data"]
    return [
        Question(
            qa["id"],
            qa["question"],
            paragraph["context"],
            tuple((a["answer_start"], a["answer_start"] + len(a["text"])) for a in qa["answers"]),
            "xquad",
            paragraph["context"][:60],
        )
        for article in data
        for paragraph in article["paragraphs"]
        for qa in paragraph["qas"]
    ]


def evaluate(reader: OnnxReader, questions: list[Question], *, may_abstain: bool) -> dict[str, str]:
    """Return exact match and F1 with intervals; for SQuAD 2.0 also of each half and at the best threshold."""
    exacts, f1s, probabilities, forced, spoken = [], [], [], [], []
    for q in questions:
        reading = reader.read(q.question, [q.context])[0]
        best = reading.best()
        guess = q.context[best.answer.start : best.answer.end] if best else ""
        gold = [q.context[a:b] for a, b in q.answers]
        probabilities.append(reading.probability)
        forced.append(f1(guess, gold) if gold else 0.0)
        spoken.append(reading.speaks)
        said = guess if reading.speaks or not may_abstain else ""
        exacts.append(exact(said, gold))
        f1s.append(f1(said, gold))
    groups = [q.group for q in questions]
    found = {"EM": interval(exacts, groups), "F1": interval(f1s, groups)}
    if may_abstain:
        held = [bool(q.answers) for q in questions]
        found["F1 answerable, forced"] = f"{sum(forced) / sum(held):.3f}"
        found["answers, of answerable"] = _share(spoken, held, True)
        found["answers, of unanswerable"] = _share(spoken, held, False)
        found["best threshold of probability (for knowing, not for use)"] = _best(probabilities, forced, held)
    return found


def _share(spoken: list[bool], held: list[bool], which: bool) -> str:
    some = [one for one, h in zip(spoken, held, strict=True) if h == which]
    return f"{sum(some) / len(some):.3f}"


def _best(probabilities: list[float], forced: list[float], held: list[bool]) -> str:
    scored = []
    for threshold in [n / 50 for n in range(51)]:
        pairs = zip(probabilities, forced, held, strict=True)
        total = sum(f if p >= threshold else float(not h) for p, f, h in pairs)
        scored.append((total / len(held), threshold))
    best = max(scored)
    return f"F1 {best[0]:.3f} at {best[1]:.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder with reader/ and retrieval/")
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--limit", type=int)
    parser.add_argument(
        "--sets", nargs="+", default=["xquad", "squad2"], choices=["xquad", "squad1", "squad2"]
    )
    args = parser.parse_args()
    reader = OnnxReader(args.model)
    squad = args.data / "reader/squad_dev"
    read = {
        "xquad": lambda: read_xquad(args.data / "retrieval/xquad_en/xquad.en.json.gz"),
        "squad1": lambda: read_squad(squad / "squad_v1.1_dev.jsonl.gz"),
        "squad2": lambda: read_squad(squad / "squad_v2.0_dev.jsonl.gz"),
    }
    for name in args.sets:
        questions = read[name]()
        if args.limit and args.limit < len(questions):
            questions = [questions[n * len(questions) // args.limit] for n in range(args.limit)]
        began = time.perf_counter()
        found = evaluate(reader, questions, may_abstain=name == "squad2")
        seconds = time.perf_counter() - began
        print(f"{name}: {len(questions)} questions, {len(questions) / seconds:.1f} a second")
        for key, value in found.items():
            print(f"  {key}: {value}")


if __name__ == "__main__":
    main()
