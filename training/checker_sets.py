"""Reads the claim-against-evidence sets into one form."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SUPPORTED, UNSUPPORTED, CONTRADICTED, NOT_SUPPORTED = 0, 1, 2, 3
"""Labels; the last is of sets that do not tell unsupported from contradicted."""

_LABELS = {
    "entailment": SUPPORTED,
    "neutral": UNSUPPORTED,
    "contradiction": CONTRADICTED,
    "not_entailment": NOT_SUPPORTED,
    "SUPPORTS": SUPPORTED,
    "REFUTES": CONTRADICTED,
    "supports": SUPPORTED,
    "refutes": CONTRADICTED,
    "supported": SUPPORTED,
    "partially_supported": NOT_SUPPORTED,
    "not_supported": NOT_SUPPORTED,
    "attributable": SUPPORTED,
    "not attributable": NOT_SUPPORTED,
}


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim, its evidence and a label.

    Args:
        claim: the sentence to check.
        evidence: the text that should support it.
        label: one of the labels above.
        source: the set's name.
    """

    claim: str
    evidence: str
    label: int
    source: str


def lines(path: Path) -> Iterator[dict]:
    """Yield the objects of a JSON-lines file, gzipped or not."""
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    for line in content.decode("utf-8").splitlines():
        yield json.loads(line)


def read_nli(path: Path, source: str) -> list[Pair]:
    """Read premise, hypothesis and label."""
    return [
        Pair(row["hypothesis"], row["premise"], _LABELS[row["label"]], source)
        for row in lines(path)
        if row["label"] in _LABELS
    ]


def read_fever_symmetric(path: Path) -> list[Pair]:
    """Read FEVER-symmetric, with its brackets written out."""
    found = []
    for row in lines(path):
        evidence = row.get("evidence_sentence") or row["evidence"]
        for code, sign in (("-LRB-", "("), ("-RRB-", ")"), ("-LSB-", "["), ("-RSB-", "]")):
            evidence = evidence.replace(code, sign)
        found.append(Pair(row["claim"], evidence, _LABELS[row["label"]], "fever_symmetric"))
    return found


def read_evidence_lists(path: Path, source: str) -> list[Pair]:
    """Read FoolMeTwice, FEVEROUS and the like: a claim and a list of evidence sentences."""
    found = []
    for row in lines(path):
        sentences = row.get("gold_evidence") or row["evidence"]
        text = " ".join(one["text"] for one in sentences)
        page = row.get("wikipedia_page") or (sentences[0].get("title") if sentences else "")
        found.append(Pair(row["claim"], f"{page}. {text}" if page else text, _LABELS[row["label"]], source))
    return found


def read_wice(path: Path) -> list[Pair]:
    """Read WiCE's oracle chunks; each claim has several."""
    return [
        Pair(row["claim"], " ".join(row["evidence"]), _LABELS[row["label"]], row["meta"]["id"])
        for row in lines(path)
    ]


def read_attribution(path: Path) -> list[Pair]:
    """Read AttributionBench; `source` is the set that an item comes from."""
    return [
        Pair(
            row["claim"], "\n".join(row["references"]), _LABELS[row["attribution_label"]], row["src_dataset"]
        )
        for row in lines(path)
    ]


def load_training(folder: Path) -> dict[str, list[Pair]]:
    """Return the sets that train: none whose terms forbid it, and no publishers' news text."""
    breaking = read_nli(folder / "breaking_nli/breaking_nli.jsonl.gz", "breaking_nli")
    kept = [pair for n, pair in enumerate(breaking) if pair.label != CONTRADICTED or n % 6 == 0]
    counterfactual = [
        pair
        for part in ("train", "dev")
        for pair in read_nli(folder / f"counterfactual_nli/cad_nli_{part}.jsonl.gz", "counterfactual")
    ]
    negation = [
        pair
        for part in ("mnli", "snli")
        for pair in read_nli(folder / f"negation_nli/negation_{part}.jsonl.gz", "negation")
    ]
    mnli = [
        pair
        for part in ("train", "dev")
        for pair in read_nli(folder / f"mnli_subset/mnli_subset_{part}.jsonl.gz", "mnli")
    ]
    fool = [
        pair
        for part in ("dev", "test")
        for pair in read_evidence_lists(folder / f"fool_me_twice_devtest/fm2_{part}.jsonl.gz", "fm2")
    ]
    symmetric = read_fever_symmetric(
        folder / "fever_symmetric/symmetric_v0.1_fever_symmetric_generated.jsonl"
    )
    symmetric += read_fever_symmetric(folder / "fever_symmetric/symmetric_v0.2_fever_symmetric_dev.jsonl.gz")
    feverous = read_evidence_lists(folder / "feverous_s_dev/feverous_s_dev.jsonl.gz", "feverous")
    return {
        "lingnli": read_nli(folder / "lingnli/lingnli_train.jsonl.gz", "lingnli"),
        "mnli": mnli,
        "counterfactual": counterfactual,
        "negation": negation,
        "breaking_nli": kept,
        "med": read_nli(folder / "med_monotonicity/med.jsonl.gz", "med"),
        "facts": fool + symmetric + feverous,
    }
