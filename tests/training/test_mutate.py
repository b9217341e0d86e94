import random

import pytest

from training.checker_sets import CONTRADICTED, SUPPORTED
from training.mutate import Mutator

SAID = "“The dam will hold through the winter,” said Mira Toll of the Harn water board."
NEWS = [
    "In Harn more than 1,250 people left on Tuesday, March 3, 2015, because Otto Pell had closed the mill.",
    SAID.replace(",” said Mira Toll of the Harn water board.", ",” said Mira Toll."),
    "The council may open the bridge to Velm after it has been repaired, Jonas Pell said.",
    "In May, the mayor (a former miller) accepted the plan that Mira Toll had sent to Otto Pell.",
]


@pytest.fixture
def mutator() -> Mutator:
    return Mutator(NEWS)


@pytest.mark.parametrize(
    "kind",
    ["figure", "date", "name", "role", "qualifier", "quote", "negation", "antonym", "modality", "cause"],
)
def test_each_class_changes_some_sentence(mutator: Mutator, kind: str) -> None:
    made = [mutator.mutate(text, random.Random(seed), kind) for text in NEWS for seed in range(12)]
    changed = [(m, text) for m, text in zip(made, [t for t in NEWS for _ in range(12)], strict=True) if m]
    assert changed
    for mutation, text in changed:
        assert mutation.text != text
        assert mutation.kind == kind
        assert mutation.label != SUPPORTED


def test_a_changed_figure_is_no_longer_in_the_sentence(mutator: Mutator) -> None:
    mutation = mutator.mutate("The board spent 40 crowns.", random.Random(2), "figure")
    assert mutation is not None
    assert mutation.label == CONTRADICTED
    assert " 40 " not in mutation.text


def test_a_speaker_is_swapped_and_the_words_stay(mutator: Mutator) -> None:
    text = "Mira Toll said that the dam will hold through the winter, and Otto Pell agreed."
    made = {m.text for seed in range(20) if (m := mutator.mutate(text, random.Random(seed), "speaker"))}
    assert made
    assert all("said that the dam will hold through the winter" in one for one in made)
    assert not any(one.startswith("Mira Toll") for one in made)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The board spent 1,250 crowns.", "The board spent 1250 crowns."),
        ("It opened on March 3, 2015.", "It opened on 3 March 2015."),
        ("The mill (built of stone) burned down in the night.", "The mill burned down in the night."),
    ],
)
def test_a_paraphrase_is_faithful(mutator: Mutator, text: str, expected: str) -> None:
    made = [mutator.paraphrase(text, random.Random(seed)) for seed in range(20)]
    assert {one.label for one in made} == {SUPPORTED}
    assert expected in {one.text for one in made}
