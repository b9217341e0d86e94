import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.answering import DraftClaim
from app.model.label_syntax import LABEL_GROUP, take_labels
from app.model.sentence_stream import SentenceStream

OUTPUTS = json.loads((Path(__file__).parent / "outputs.json").read_text(encoding="utf-8"))

PIECES = st.sampled_from(
    [
        *(
            "[1.2]",
            "[2.1]",
            "(1.3)",
            "【1.2】",
            "[ 1 . 2 ]",
            "[1.2, 3.1]",
            "[1.2-1.4]",
            "[97.4]",
            "[2023]",
            "[2]",
            "[1.",
        ),
        *(
            ". ",
            "? ",
            "! ",
            "。",
            "\n",
            "\n\n",
            " - ",
            "* ",
            "| ",
            "# ",
            "```",
            "`",
            "**",
            "_",
            "> ",
            " ",
            ":",
        ),
        *(
            "<think>",
            "</think>",
            "<b>",
            "</b>",
            "<img src=x>",
            "<script>",
            "</script>",
            "<cite>",
            "<",
            ">",
            "&lt;",
        ),
        *(
            "![x](http://e.invalid)",
            "[w](http://e.invalid)",
            "http://e.invalid",
            "](",
            "\\[",
            "&#91;",
            "&#93;",
        ),
        *("“", "”", '"', "'", "(", ")", "[", "]", "\u200b", "\u202e", "\r", "1", "2.5", "Dr. ", "U.S. "),
        *("Four people died", "Ida Venn", "四人死亡", "the", " The toll rose", "according to "),
    ]
)
MESSES = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=25).map("".join))


def parse(text: str, cuts: list[int] | None = None, *, complete: bool = True) -> list[DraftClaim]:
    stream = SentenceStream()
    edges = sorted({0, len(text), *(cut % (len(text) + 1) for cut in cuts or ())})
    claims = [claim for a, b in pairwise(edges) for claim in stream.feed(text[a:b])]
    return claims + stream.finish(complete=complete)


@pytest.mark.parametrize("output", OUTPUTS, ids=lambda o: o["name"])
def test_what_models_really_send_is_read_as_meant(output: dict[str, Any]) -> None:
    claims = parse(output["text"], complete=output["complete"])
    assert [[c.text, list(c.labels)] for c in claims] == output["claims"]


@pytest.mark.parametrize("output", OUTPUTS, ids=lambda o: o["name"])
def test_how_the_corpus_is_cut_into_chunks_changes_nothing(output: dict[str, Any]) -> None:
    text, complete = output["text"], output["complete"]
    for size in (1, 2, 3, 5):
        assert parse(text, list(range(0, len(text), size)), complete=complete) == parse(
            text, complete=complete
        )


@given(MESSES, st.lists(st.integers(0, 2_000), max_size=12), st.booleans())
def test_how_any_text_is_cut_into_chunks_changes_nothing(text: str, cuts: list[int], complete: bool) -> None:
    assert parse(text, cuts, complete=complete) == parse(text, complete=complete)


@given(MESSES)
def test_no_label_markup_or_address_is_left_in_what_is_shown(text: str) -> None:
    for claim in parse(text):
        assert not re.search(LABEL_GROUP, claim.text)
        assert not re.search(r"<[A-Za-z/!]|https?://|!\[|\]\(|[\u200b\u202e\x00-\x1f]", claim.text)
        assert all(re.fullmatch(r"\d+(\.\d+)?", label) for label in claim.labels)
        assert re.search(r"\w", claim.text)


ITEMS = st.tuples(
    st.sampled_from(["Four people died", "Ida Venn left Orsk", "It cost 2.5 million"]),
    st.lists(st.sampled_from(["1.1", "1.2", "3.14", "20.7"]), min_size=1, max_size=3, unique=True),
    st.sampled_from(["{t}. {l}", "{t} {l}.", "{t}.{l}", "{t} {l}"]),
)


@given(st.lists(ITEMS, min_size=1, max_size=5))
def test_every_sentence_of_a_list_keeps_its_own_labels(items: list[tuple[str, list[str], str]]) -> None:
    lines = [form.format(t=text, l="".join(f"[{x}]" for x in labels)) for text, labels, form in items]
    claims = parse("\n".join(lines))
    assert [(c.text.rstrip("."), list(c.labels)) for c in claims] == [(t, labels) for t, labels, _ in items]


def test_a_sentence_is_yielded_as_soon_as_the_next_begins_or_its_line_ends() -> None:
    stream = SentenceStream()
    assert stream.feed("Four people died. [1.2]") == []
    assert stream.feed(" T") == [DraftClaim(text="Four people died.", labels=("1.2",))]
    assert stream.feed("he toll rose [2.1].\n") == [DraftClaim(text="The toll rose.", labels=("2.1",))]
    assert stream.finish() == []


def test_an_endless_line_is_cut_and_costs_its_sentence_the_support() -> None:
    (claim,) = parse("so and " * 450 + "[1.2]")
    assert claim.labels == () and len(claim.text) < 700


def test_hostile_brackets_are_read_in_no_time_to_speak_of() -> None:
    for text in (
        "[1 " * 3_000,
        "[" * 9_000,
        "[1.2" + " " * 9_000,
        "(1.2 and " * 2_000,
        "<" * 9_000,
        "![](" * 3_000,
    ):
        parse(text)


@pytest.mark.parametrize(
    ("text", "plain", "labels"),
    [
        ("It rose (2.5).", "It rose.", ("2.5",)),
        ("In [2023] it rose.", "In [2023] it rose.", ()),
        ("[97.1-97.3]", "", ("97.1", "97.2", "97.3")),
    ],
)
def test_labels_are_taken_from_one_sentence(text: str, plain: str, labels: tuple[str, ...]) -> None:
    assert take_labels(text) == (plain, labels)
