"""Measures of a judge against people, on values worked out by hand."""

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from eval.calibration.calibrate import calibrate
from eval.calibration.labelled import Labelled, read_labelled
from eval.calibration.markdown import markdown
from eval.calibration.measures import (
    auc,
    balanced_accuracy,
    calibration_error,
    human_agreement,
    precision_at_recall,
)
from eval.calibration.sampling import draw
from index.errors import InputError
from tests.support.eval_world import FIRST, JUDGE

SCORES = np.array([0.9, 0.8, 0.4, 0.4, 0.1])
CARRIED = np.array([True, False, True, False, False])


def test_measures() -> None:
    assert auc(SCORES, CARRIED) == pytest.approx((3 + 1.5) / 6)
    assert balanced_accuracy(SCORES > 0.5, CARRIED) == pytest.approx((1 / 2 + 2 / 3) / 2)
    assert precision_at_recall(SCORES, CARRIED, 0.5) == 1
    assert precision_at_recall(SCORES, CARRIED, 0.8) == 0.5
    assert calibration_error(np.array([1.0, 1.0, 0.0, 0.0]), np.array([True, False, False, False])) == 0.25
    assert human_agreement([(True, True, False), ()]) == pytest.approx(1 / 3)


def test_what_is_undefined_is_none() -> None:
    assert auc(SCORES, np.ones(5, dtype=bool)) is None
    assert balanced_accuracy(SCORES > 0.5, np.ones(5, dtype=bool)) is None
    assert precision_at_recall(SCORES, np.zeros(5, dtype=bool), 0.8) is None
    assert human_agreement([(True,)]) is None


def test_the_rules_are_measured_beside_the_baselines(tmp_path: Path) -> None:
    rows = [
        {"claim": FIRST, "references": [FIRST], "attribution_label": "attributable", "src_dataset": "a"},
        {
            "claim": FIRST.replace("412", "512"),
            "references": [FIRST],
            "attribution_label": "not attributable",
            "src_dataset": "a",
        },
        {
            "claim": FIRST,
            "evidence": FIRST,
            "label": "supported",
            "dataset": "b",
            "labels": ["supported", "no"],
        },
    ]
    path = tmp_path / "set.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as stream:
        stream.writelines(json.dumps(row) + "\n" for row in rows)
    found = {(m.dataset, m.judge): m for m in calibrate(read_labelled(path), JUDGE)}
    assert found["a", "rules"].measures["auc"][0] == 1
    assert found["a", "majority"].measures["balanced_accuracy"][0] == 0.5
    assert found["b", "rules"].measures["auc"] is None
    assert found["b", "rules"].human_agreement == 0
    assert found["all", "overlap"].n == 3


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", ":1: not a labelled claim"),
        ('{"claim": "x"}', "it lacks claim, evidence and label"),
        ("", "holds no"),
    ],
)
def test_a_file_that_is_no_set_of_labelled_claims(tmp_path: Path, line: str, told: str) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(InputError, match=told):
        read_labelled(path)


def write(path: Path, *rows: object) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_the_shapes_of_public_sets_are_read(tmp_path: Path) -> None:
    pairs = write(
        tmp_path / "pairs.jsonl",
        {"hypothesis": "It sails.", "premise": FIRST, "label": "neutral", "annotator_labels": ["neutral", "entailment"]},
        {"claim": "It sails.", "gold_evidence": [{"text": FIRST}, {"text": "More."}], "label": "REFUTES"},
    )  # fmt: skip
    one, two = read_labelled(pairs)
    assert (one.evidence, one.carried, one.votes) == ((FIRST,), False, (False, True))
    assert two.evidence == (FIRST, "More.")
    assert one.dataset == f"{tmp_path.name}/pairs"
    several = {
        "evidence": FIRST,
        "evidence_label": "SUPPORTS",
        "votes": ["SUPPORTS", None, "NOT_ENOUGH_INFO"],
    }
    (three,) = read_labelled(write(tmp_path / "many.jsonl", {"claim": "It sails.", "evidences": [several]}))
    assert (three.carried, three.votes) == (True, (True, False))
    table = tmp_path / "set.csv"
    table.write_text('evidence,claim,label\n"It sails, well.",It sails.,Supports\n', encoding="utf-8")
    assert [(i.evidence, i.carried) for i in read_labelled(table)] == [(("It sails, well.",), True)]


def test_an_unknown_label_is_never_guessed(tmp_path: Path) -> None:
    path = write(tmp_path / "set.jsonl", {"claim": "It sails.", "evidence": FIRST, "label": "-"})
    with pytest.raises(InputError, match=r"set.jsonl:1: .*the label '-' is not known"):
        read_labelled(path)


def test_a_sample_is_drawn_alike_each_time() -> None:
    items = [Labelled(f"claim {i}", (FIRST,), True, "a") for i in range(50)]
    drawn = draw(items, 10, 3)
    assert drawn == draw(items, 10, 3) != draw(items, 10, 4)
    assert len(drawn) == 10
    assert draw(items, None, 3) == items


def test_the_markdown_table_has_a_row_a_set_beside_token_overlap() -> None:
    items = [
        Labelled(FIRST, (FIRST,), True, "a|b"),
        Labelled(FIRST.replace("412", "512"), (FIRST,), False, "a|b"),
    ]
    lines = markdown(calibrate(items, JUDGE), seen=["a"]).splitlines()
    assert len(lines) == 3
    assert lines[2].startswith("| a\\|b † | 2 | 0.50 | 0.00 | 1.000")
