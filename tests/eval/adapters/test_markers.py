"""Markers of other systems: where they may stand, and what they may not swallow."""

import pytest

from eval.adapters.markers import marked_sentences


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It carries 412 [2]. Ilse Maron named it [1, 3].", [("It carries 412.", (2,)), ("Ilse Maron named it.", (1, 3))]),
        ("It sails. [1] It floats. [2][1]", [("It sails.", (1,)), ("It floats.", (2, 1))]),
        ("Wet when red [2], which is in the evening [1].", [("Wet when red, which is in the evening.", (2, 1))]),
        ("It sails [Source 1 and 2]. Then it sank.", [("It sails.", (1, 2)), ("Then it sank.", ())]),
        ("Twice [1] the same [1].", [("Twice the same.", (1,))]),
        ("He quoted [the report] in [2031].", [("He quoted [the report] in [2031].", ())]),
        ("One line\n[3]", [("One line", (3,))]),
        ("[1]", []),
        ("", []),
    ],
)  # fmt: skip
def test_sentences_and_their_numbers(text: str, found: list[tuple[str, tuple[int, ...]]]) -> None:
    assert [(s.text, s.numbers) for s in marked_sentences(text)] == found
