"""Trains the checker; see `training.trainer` for how a run is stopped, resumed and finished."""

import argparse
import random
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from training.batching import Encoded, PairTokenizer, Streams, by_budget, pad
from training.checker_sets import NOT_SUPPORTED, SUPPORTED, UNSUPPORTED, Pair, lines, load_training, read_nli
from training.encoder import Classifier, load_base
from training.mutate import Mutator
from training.trainer import Task, add_options, fit

COUNTS = {"lingnli": 280, "mnli": 60, "counterfactual": 30, "negation": 10, "breaking_nli": 8, "med": 8}
COUNTS |= {"facts": 60, "sentences": 60}
MAX_TOKENS = 256


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with those around it in its document."""

    text: str
    before: str
    after: str


def read_sentences(path: Path) -> list[Sentence]:
    """Return QAMR's sentences (Wikinews, Wikipedia), the longer ones, with their neighbours."""
    rows = [(row["id"].rsplit(":", 1)[0], row["text"]) for row in lines(path)]
    found = []
    for number, (paragraph, text) in enumerate(rows):
        before = rows[number - 1] if number else ("", "")
        after = rows[number + 1] if number + 1 < len(rows) else ("", "")
        if 50 < len(text) < 350:
            found.append(
                Sentence(
                    text,
                    before[1] if before[0] == paragraph else "",
                    after[1] if after[0] == paragraph else "",
                )
            )
    return found


class Pools:
    """Makes the batches of a pool, the same each time for the same seed."""

    def __init__(self, sets: dict[str, list], tokenizer: PairTokenizer, tokens: int, seed: int) -> None:
        self._streams = Streams(sets, seed)
        self._sentences: list[Sentence] = sets["sentences"]
        self._mutator = Mutator([s.text for s in self._sentences])
        self._tokenizer, self._tokens, self._seed = tokenizer, tokens, seed

    def __call__(self, pool: int) -> list[list[tuple[int, Encoded]]]:
        rng = random.Random(f"{self._seed}-{pool}")
        pairs = []
        for name, count in COUNTS.items():
            for n in range(count):
                item = self._streams.item(name, pool * count + n)
                pairs.append(
                    self._of_sentence(item, rng) if isinstance(item, Sentence) else self._around(item, rng)
                )
        rows = self._tokenizer.encode([(pair.claim, pair.evidence) for pair in pairs])
        labelled = [(pair.label, row) for pair, row in zip(pairs, rows, strict=True)]
        return by_budget(labelled, lambda item: len(item[1].ids), self._tokens, rng)

    def _around(self, pair: Pair, rng: random.Random) -> Pair:
        """Put the evidence now and then among foreign sentences, which change no label."""
        if rng.random() > 0.12 or len(pair.evidence) > 400:
            return pair
        one, other = rng.choice(self._sentences).text, rng.choice(self._sentences).text
        return Pair(pair.claim, f"{one} {pair.evidence} {other}", pair.label, pair.source)

    def _of_sentence(self, sentence: Sentence, rng: random.Random) -> Pair:
        roll = rng.random()
        source, label = sentence, UNSUPPORTED
        if roll < 0.42:
            made = self._mutator.paraphrase(sentence.text, rng)
        elif roll < 0.9:
            made = self._mutator.mutate(sentence.text, rng) or self._mutator.paraphrase(sentence.text, rng)
        else:  # the neighbour says something else
            source = Sentence(sentence.before or rng.choice(self._sentences).text, "", sentence.after)
            return Pair(sentence.text, f"{source.text} {source.after}".strip(), label, "sentences")
        around = (sentence.before, sentence.text, sentence.after) if rng.random() < 0.6 else (sentence.text,)
        return Pair(made.text, " ".join(part for part in around if part), made.label, "sentences")


def loss_of(model: Classifier, batch: list[tuple[int, Encoded]]) -> Tensor:
    """Return the cross-entropy; `NOT_SUPPORTED` counts the sum of the two labels that it may mean."""
    logits = model(*pad([row for _, row in batch])).log_softmax(-1)
    labels = torch.tensor([label for label, _ in batch])
    either = logits[:, 1:].logsumexp(-1)
    picked = logits.gather(1, labels.clamp(max=2)[:, None])[:, 0]
    return -torch.where(labels == NOT_SUPPORTED, either, picked).mean()


class HeldOut:
    """Accuracy on some of LingNLI's validation pairs."""

    def __init__(self, path: Path, tokenizer: PairTokenizer, count: int = 500) -> None:
        pairs = read_nli(path, "lingnli")
        self._pairs = pairs[:: max(1, len(pairs) // count)][:count]
        self._rows = tokenizer.encode([(pair.claim, pair.evidence) for pair in self._pairs])

    def __call__(self, model: Classifier) -> str:
        right = binary = 0
        with torch.inference_mode():
            for at in range(0, len(self._rows), 50):
                guesses = model(*pad(self._rows[at : at + 50])).argmax(-1).tolist()
                for guess, pair in zip(guesses, self._pairs[at : at + 50], strict=True):
                    right += guess == pair.label
                    binary += (guess == SUPPORTED) == (pair.label == SUPPORTED)
        return f"LingNLI val accuracy {right / len(self._rows):.3f}, two ways {binary / len(self._rows):.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with checker/ and reader/")
    parser.add_argument("--base", type=Path, required=True, help="folder with MiniLM's model.safetensors")
    parser.add_argument("--encoder", type=Path, help="a reader's checkpoint whose encoder to start from")
    add_options(parser)
    args = parser.parse_args()
    sets: dict[str, list] = dict(load_training(args.data / "checker"))
    sets["sentences"] = read_sentences(args.data / "reader/qamr_devtest/sentences_no_answers.jsonl.gz")
    tokenizer = PairTokenizer(str(args.base / "tokenizer.json"), MAX_TOKENS)

    def build() -> Classifier:
        model = Classifier(load_base(args.base, args.dropout))
        if args.encoder:
            saved = torch.load(args.encoder, weights_only=True)["model"]
            encoder = {n.removeprefix("encoder."): t for n, t in saved.items() if n.startswith("encoder.")}
            model.encoder.load_state_dict(encoder)
        model.encoder.words.requires_grad_(False)
        return model

    held = HeldOut(args.data / "checker/lingnli/lingnli_val.jsonl.gz", tokenizer)
    tokens = lambda batch: sum(len(row.ids) for _, row in batch)  # noqa: E731
    fit(Task(build, Pools(sets, tokenizer, args.tokens, args.seed), loss_of, held, tokens), args)


if __name__ == "__main__":
    main()
