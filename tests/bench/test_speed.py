"""The material that the benches of speed are made of."""

import json

import numpy as np

from bench.speed.blended_vectors import blend
from bench.speed.corpus import LEAST, as_query, short_texts, write_articles


def test_blends_keep_the_real_vectors_and_are_like_them():
    real = np.eye(8, dtype=np.float32)[:4]
    vectors = blend(real, 200)
    assert vectors.shape == (200, 8)
    assert np.array_equal(vectors[:4], real)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert (vectors[4:] @ real.T).max(axis=1).min() > 0.5
    assert len(np.unique(vectors.round(4), axis=0)) == 200
    assert np.array_equal(blend(real, 3), real[:3])


def test_short_texts_are_runs_of_whole_sentences_and_each_stands_once(tmp_path):
    one = " ".join(f"The ferry of pier {n} left for the islands at noon." for n in range(12))
    runs = short_texts([one, one])
    assert len(runs) == len(set(runs)) > 1
    assert all(len(run) >= LEAST and run.endswith(".") and run in one for run in runs)
    assert as_query(runs[0]).split() == runs[0].split()[:9]
    write_articles(tmp_path / "a.jsonl", runs, first=7)
    rows = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text().splitlines()]
    assert [row["id"] for row in rows] == [f"a{n}" for n in range(7, 7 + len(runs))]
    assert {row["text"] for row in rows} == set(runs)
