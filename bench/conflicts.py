"""Several true answers, one false, and noise: how many of the sides an answer shows, with their sources.

    python -m bench.conflicts [--questions 10]

In the form of RAMDocs (Wang et al., "Retrieval-Augmented Generation with Conflicting Evidence", 2025): a
question of which several answers are true, each in one to three articles, one article with a false answer,
and articles that answer nothing. People, places and events are generated; each kind of question is put in
several words. Nobody can tell the false answer from the articles, so what is asked of an answer is that every
side is shown with a source of its own and that they are said to differ. The quoted answer and that of a
scripted model, which copies two sentences, are measured alike.
"""

import argparse
import json
import random
import tempfile
from collections import Counter
from contextlib import closing
from pathlib import Path

from app.answer import Answer
from app.compose import build_engine, open_archive
from app.settings import Settings
from app.wordlists import word_list
from bench.scripted_model import reply
from index.archive import Archive
from tests.support.model_server import running

FIRST = word_list("Ida Ola Tam Liv Rafe Ilse Nils Vera Jon Mara Pell Sten")
LAST = word_list("Venn Rand Pyke Oske Reske Marsh Orrin Dell Harrow Tarn Oduya Lund")
TOWNS = word_list("Orsk Brannoch Skerry Tolvane Marrow Ellory Aldric Sorrel Halden Velmora Pyrrin Castor")
ENDS = word_list("vale mere holm wick stead ford haven moor crag fell bourne ness")
KINDS = {
    "person": (
        "Who is the coach of the {town} Herons?",
        (
            "{answer} is the coach of the {town} Herons.",
            "{answer}, the coach of the {town} Herons, spoke on Monday.",
            "The coach of the {town} Herons is {answer}, the club said.",
        ),
    ),
    "place": (
        "Where was the painter {name} born?",
        (
            "The painter {name} was born in {answer}.",
            "{name}, a painter who was born in {answer}, left school early.",
            "The painter {name} was born near {answer} and grew up there.",
        ),
    ),
    "count": (
        "How many people were injured in the {town} quay collapse?",
        (
            "At the {town} quay collapse {answer} people were injured.",
            "The {town} quay collapse injured {answer} people.",
            "{answer} people were injured when the quay of {town} collapsed.",
        ),
    ),
    "amount": (
        "How many crowns did the {town} lighthouse cost?",
        (
            "The {town} lighthouse cost {answer} crowns.",
            "The council paid {answer} crowns for the {town} lighthouse.",
            "It took {answer} crowns to build the {town} lighthouse.",
        ),
    ),
    "time": (
        "When was the {town} bridge opened?",
        (
            "The {town} bridge was opened in {answer}.",
            "In {answer} the mayor opened the {town} bridge.",
            "The {town} bridge, opened in {answer}, is made of steel.",
        ),
    ),
}
NOISE = (
    "The {town} market was full on Saturday.",
    "Visitors to {town} asked for the way to the museum of {name}.",
    "The choir of {town} sang for an hour, and nobody left.",
)


def case(kind: str, n: int, rng: random.Random) -> tuple[str, list[str], list[dict[str, str]]]:
    """Return a question, its answers (the last one false), and the articles."""
    question, ways = KINDS[kind]
    town = f"{TOWNS[n % 12]}{ENDS[(n // 12 + list(KINDS).index(kind) * 3) % 12]}"
    name = f"{rng.choice(FIRST)} {LAST[n % 12]}{ENDS[n // 12 % 12]}"
    made = {
        "person": lambda: f"{rng.choice(FIRST)} {rng.choice(LAST)}",
        "place": lambda: rng.choice(TOWNS),
        "count": lambda: str(rng.randint(3, 90)),
        "amount": lambda: f"{rng.randint(2, 90) * 1000:,}",
        "time": lambda: str(rng.randint(1970, 2029)),
    }[kind]
    answers: list[str] = []
    while len(answers) < rng.choice((3, 3, 4)):
        if (answer := made()) not in answers and answer not in town:
            answers.append(answer)
    texts = []
    for answer in answers:
        copies = 1 if answer == answers[-1] else rng.randint(1, 3)
        texts += [way.format(town=town, name=name, answer=answer) for way in rng.sample(ways, copies)]
    texts += [rng.choice(NOISE).format(town=town, name=name) for _ in range(2)]
    rng.shuffle(texts)
    rows = [
        {
            "id": f"{kind}{n}-{i}",
            "text": f"{text[0].upper()}{text[1:]} The weather was calm that week.",
            "title": f"News from {town} {i}",
            "outlet": f"{rng.choice(TOWNS)} Post",
            "published_at": f"2031-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}",
        }
        for i, text in enumerate(texts)
    ]
    return question.format(town=town, name=name), answers, rows


def sides_shown(answer: Answer, answers: list[str]) -> list[bool]:
    """Return for each side whether a shown claim says it and cites an article that says it."""
    quotes = {citation.n: citation.quote for citation in answer.citations}
    return [
        any(side in claim.text and any(side in quotes[n] for n in claim.citations) for claim in answer.claims)
        for side in answers
    ]


def measure(archive: Archive, cases: list[tuple[str, str, list[str]]], settings: Settings, name: str) -> None:
    total: Counter[str] = Counter()
    shown: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    said: Counter[str] = Counter()
    with closing(build_engine(archive, settings=settings)) as engine:
        for kind, question, answers in cases:
            answer = engine.ask(question)
            found = sides_shown(answer, answers)
            total[kind] += 1
            shown[kind] += sum(found) / len(found) if found else 0
            whole[kind] += all(found)
            said[kind] += any("give" in note for note in answer.notes)
    print(f"\n{name}\n| kind | questions | sides shown | all sides shown | said to differ |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for kind in total:
        n = total[kind]
        print(f"| {kind} | {n} | {shown[kind] / n:.2f} | {whole[kind] / n:.2f} | {said[kind] / n:.2f} |")
    n = total.total()
    print(f"| all | {n} | {shown.total() / n:.2f} | {whole.total() / n:.2f} | {said.total() / n:.2f} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--questions", type=int, default=10, help="of each kind")
    options = parser.parse_args()
    rng = random.Random(7)
    made = [(kind, *case(kind, n, rng)) for kind in KINDS for n in range(options.questions)]
    with tempfile.TemporaryDirectory(prefix="groundwire-conflicts-") as name:
        lines = (json.dumps(row) for *_, rows in made for row in rows)
        (Path(name) / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
        cases = [(kind, question, answers) for kind, question, answers, _ in made]
        with closing(open_archive(Path(name) / "archive", create=True)) as archive:
            archive.index([Path(name) / "articles.jsonl"])
            measure(archive, cases, Settings(), "quoted")
            with running(lambda request: reply(request, flaws_in=0)) as server:
                settings = Settings(base_url=server.url, model="scripted", cache=False)
                measure(archive, cases, settings, "through a scripted model")


if __name__ == "__main__":
    main()
