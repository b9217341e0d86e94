"""One of several with the same name and a number."""

import pytest

from app.extractive.numbered import is_of_sibling, numbered


@pytest.mark.parametrize(
    ("question", "before", "sentence", "expected"),
    [
        ("How much did Halo-2 cost?", "Halo-3 is in orbit.", "The satellite cost 340 crowns.", True),
        ("How much did Halo-2 cost?", "Halo-3 is in orbit. Halo-2 fell.", "It cost 340 crowns.", False),
        ("How much did Halo-2 cost?", "Halo-3 is in orbit.", "Halo-2 cost 340 crowns.", False),
        ("How much did Halo-2 cost?", "", "Halo-3 cost 340 crowns, Halo-2 half of it.", False),
        ("How much did Halo-2 cost?", "", "The Halo 3 cost 340 crowns.", True),
        ("How much did Halo-2 cost?", "", "The satellite cost 340 crowns.", False),
        ("How long is Section IV?", "Section II is short.", "It has nine pages.", True),
        ("What happened in May 2031?", "In May 2030 it rained.", "It snowed.", False),
        ("How much did the satellite cost?", "Halo-3 is in orbit.", "It cost 340 crowns.", False),
        ("Who won in Orsk?", "Orsk 2, Skerry 1.", "It rained.", False),
    ],
)
def test_the_number_tells_which(question: str, before: str, sentence: str, *, expected: bool) -> None:
    assert is_of_sibling(numbered(question), before, sentence) is expected
