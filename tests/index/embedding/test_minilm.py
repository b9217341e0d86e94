import json
import shutil
import unicodedata
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.embedding.minilm import MODEL_FOLDER, MiniLmEmbedder
from index.errors import ModelError

# A unit vector's component may differ by float rounding, which depends on the batch's shape.
ROUNDING = 1e-6


@pytest.fixture(scope="module")
def embedder() -> MiniLmEmbedder:
    return MiniLmEmbedder(threads=1)


def copy_of_model(folder: Path) -> Path:
    for name in ("model.onnx", "tokenizer.json", "model.json"):
        shutil.copy(MODEL_FOLDER / name, folder / name)
    return folder


def test_shape_and_unit_length(embedder):
    vectors = embedder.embed(["A ferry sank off Port Velling.", "", "🛳️", "x" * 5000])
    assert vectors.shape == (4, embedder.dimensions) == (4, 384)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_no_texts(embedder):
    assert embedder.embed([]).shape == (0, 384)
    assert embedder.count_tokens([]) == []


def test_meaning_not_words_decides(embedder):
    question, near, far = embedder.embed(
        [
            "How many people died when the boat went down?",
            "Nine passengers drowned after the ferry sank off Port Velling.",
            "The council of Port Velling raised its budget for parks.",
        ]
    )
    assert question @ near > question @ far + 0.2


def test_matches_the_official_weights(embedder):
    # Components of the fp32 model, made by `scripts/make_embedder.py --precision fp32`.
    vector = embedder.embed(["A ferry sank off Port Velling."])[0]
    expected = json.loads(Path(__file__).with_name("fp32_vector.json").read_text())
    assert vector @ np.array(expected, dtype=np.float32) > 0.999


def test_tokens_are_counted_without_special_tokens_or_cutting(embedder):
    assert embedder.count_tokens(["", "ship", "the ship sank", "word " * 1000]) == [0, 1, 3, 1000]


def test_text_past_the_limit_is_cut(embedder):
    fits = "word " * (embedder.max_tokens - 2)
    vectors = embedder.embed([fits, fits + "and much more that nobody reads", fits.removesuffix("word ")])
    assert np.abs(vectors[0] - vectors[1]).max() < ROUNDING
    assert np.abs(vectors[0] - vectors[2]).max() > ROUNDING


@settings(max_examples=15, deadline=None)
@given(st.lists(st.text(max_size=300), min_size=1, max_size=8), st.randoms())
def test_a_vector_does_not_depend_on_its_neighbours(embedder, texts, random):
    order = list(range(len(texts)))
    random.shuffle(order)
    together = embedder.embed([texts[i] for i in order])
    for row, i in zip(together, order, strict=True):
        assert np.abs(row - embedder.embed([texts[i]])[0]).max() < ROUNDING


def test_many_lengths_come_back_in_order(embedder):
    texts = ["harbour " * n for n in range(0, 300, 21)]
    together = embedder.embed(texts)
    assert np.abs(together - embedder.embed(texts[::-1])[::-1]).max() < ROUNDING
    assert np.abs(together[3] - embedder.embed([texts[3]])[0]).max() < ROUNDING


def test_lone_surrogates_do_not_stop_it(embedder):
    assert np.array_equal(embedder.embed(["a\ud800b"]), embedder.embed(["a?b"]))


def test_accents_and_case_are_folded(embedder):
    composed = "Zürich CAFÉ"
    vectors = embedder.embed([composed, unicodedata.normalize("NFD", composed), "zurich cafe"])
    assert np.abs(vectors - vectors[0]).max() < ROUNDING


def test_the_name_tells_model_precision_and_file(tmp_path, embedder):
    assert embedder.name.startswith("all-MiniLM-L6-v2:int8:")
    about = json.loads((copy_of_model(tmp_path) / "model.json").read_text())
    about["sha256"]["model.onnx"] = "0" * 64
    (tmp_path / "model.json").write_text(json.dumps(about))
    assert MiniLmEmbedder(tmp_path).name != embedder.name


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "model.json"])
def test_a_missing_file_is_told_in_one_line(tmp_path, name):
    (copy_of_model(tmp_path) / name).unlink()
    with pytest.raises(ModelError, match=name) as caught:
        MiniLmEmbedder(tmp_path).embed(["x"])
    assert "\n" not in str(caught.value)
    assert "make_embedder.py" in str(caught.value)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "model.json"])
@pytest.mark.parametrize(
    "damage", [lambda b: b[: len(b) // 2], lambda b: b"", lambda b: b[:-9] + b"123456789"]
)
def test_a_damaged_file_is_told_in_one_line(tmp_path, name, damage):
    path = copy_of_model(tmp_path) / name
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(ModelError, match=r"damaged") as caught:
        MiniLmEmbedder(tmp_path).embed(["x"])
    assert "\n" not in str(caught.value)


def test_nothing_is_read_before_the_first_use(tmp_path):
    embedder = MiniLmEmbedder(tmp_path / "nowhere")
    with pytest.raises(ModelError, match="nowhere"):
        _ = embedder.name


def test_a_vector_for_each_token(embedder):
    texts = ["", "ferry", "Nine passengers drowned.", "word " * 700]
    vectors = embedder.token_vectors(texts)
    assert [len(rows) for rows in vectors] == embedder.count_tokens(texts)
    assert np.allclose(np.linalg.norm(np.concatenate(vectors), axis=1), 1, atol=1e-5)
    assert embedder.token_vectors([]) == []


def test_a_long_text_gives_its_tokens_the_vectors_of_their_surroundings(embedder):
    sentence = "The ferry to Port Velling sank in the storm. "
    whole = embedder.token_vectors([sentence * 60])[0]
    alone = embedder.token_vectors([sentence * 8])[0]
    middle = len(alone) // 2
    assert min(float((row @ whole.T).max()) for row in alone[middle : middle + 11]) > 0.9


def test_like_words_have_like_vectors(embedder):
    ferry, boat, budget = (
        rows[1] for rows in embedder.token_vectors(["the ferry sank", "the boat sank", "the budget rose"])
    )
    assert ferry @ boat > ferry @ budget + 0.2


def test_token_vectors_leave_the_texts_vectors_alone(embedder):
    before = embedder.embed(["The ferry sank."])
    embedder.token_vectors(["The ferry sank."])
    assert np.array_equal(before, embedder.embed(["The ferry sank."]))
