import numpy as np
import pytest

from app.verify.token_similarity import SIMILARITIES, similarities
from index.embedding.minilm import MiniLmEmbedder


@pytest.fixture(scope="module")
def encoder() -> MiniLmEmbedder:
    return MiniLmEmbedder(threads=1)


def test_a_copy_is_matched_token_by_token(encoder):
    text = "Nine passengers drowned off Port Velling."
    assert similarities(text, text, encoder) == pytest.approx(np.ones(len(SIMILARITIES)), abs=1e-5)


def test_other_words_of_like_sense_are_nearer_than_another_matter(encoder):
    evidence = "Nine passengers drowned when the ferry sank off Port Velling."
    near = similarities("Nine people died as the boat went down.", evidence, encoder)
    far = similarities("The council raised its budget for parks.", evidence, encoder)
    assert (near[[0, 3]] > far[[0, 3]] + 0.1).all()


def test_what_only_the_claim_says_shows_in_the_least_matched_tokens(encoder):
    evidence = "Nine passengers drowned off Port Velling on Monday, the harbour office said."
    kept = similarities("Nine passengers drowned off Port Velling.", evidence, encoder)
    added = similarities("Nine passengers drowned off Port Velling after a mutiny.", evidence, encoder)
    assert (added[1:] < kept[1:]).all()


def test_a_text_without_tokens_is_like_nothing(encoder):
    assert not similarities("", "The ferry sank.", encoder).any()
    assert not similarities("The ferry sank.", " ", encoder).any()
