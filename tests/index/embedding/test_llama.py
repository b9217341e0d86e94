import numpy as np
import pytest
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.embeddings import MockEmbedding

from index.embedding.llama import LlamaIndexEmbedder, as_llama_index
from index.embedding.minilm import MiniLmEmbedder
from index.errors import ModelError

OURS = MiniLmEmbedder(threads=1)


def test_ours_as_theirs():
    theirs = as_llama_index(OURS)
    assert isinstance(theirs, BaseEmbedding)
    texts = ["a ferry sank", "the council met"]
    assert np.allclose(theirs.get_text_embedding_batch(texts), OURS.embed(texts), atol=1e-6)
    assert np.allclose(theirs.get_query_embedding("a ferry sank"), OURS.embed(["a ferry sank"])[0], atol=1e-6)


def test_there_and_back():
    back = LlamaIndexEmbedder(as_llama_index(OURS), tokenizer=OURS, max_tokens=256)
    texts = ["a ferry sank", ""]
    assert np.allclose(back.embed(texts), OURS.embed(texts), atol=1e-6)
    assert back.dimensions == 384
    assert back.embed([]).shape == (0, 384)
    assert OURS.name in back.name
    assert back.count_tokens(texts) == [3, 0]


def test_theirs_is_brought_to_unit_length():
    theirs = LlamaIndexEmbedder(MockEmbedding(embed_dim=4), tokenizer=OURS)  # gives 0.5 everywhere
    assert np.allclose(theirs.embed(["x"]), [[0.5, 0.5, 0.5, 0.5]])
    assert theirs.max_tokens == 512


def test_their_failure_is_told_in_one_line():
    class Broken(MockEmbedding):
        def _get_text_embeddings(self, texts):
            raise RuntimeError("out of\nmemory")

    with pytest.raises(ModelError, match="out of memory"):
        LlamaIndexEmbedder(Broken(embed_dim=4), tokenizer=OURS).embed(["x"])
