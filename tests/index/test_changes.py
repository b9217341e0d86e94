import pytest

from index.article import Span
from index.changes import ChangeKind, find_changes, find_wording

OLD = (
    "Three people were hurt in the fire at the mill of Tarn, the council said.\n\n"
    "The mill was built in 1911. It makes paper for the islands.\n\nThe fire began in the boiler room."
)
NEW = (
    "Nobody slept in Tarn on Sunday night.\n\n"
    "Nine people were hurt in the fire at the mill of Tarn, the council now says.\n\n"
    "The mill was built in 1911. The fire began in the boiler room."
)


def told(older: str, newer: str) -> list[tuple[ChangeKind, str, str]]:
    return [
        (c.kind, c.before.of(older) if c.before else "", c.after.of(newer) if c.after else "")
        for c in find_changes(older, newer)
    ]


def test_changes_are_told_by_sentence() -> None:
    assert told(OLD, NEW) == [
        (
            ChangeKind.CHANGED,
            "Three people were hurt in the fire at the mill of Tarn, the council said.",
            "Nobody slept in Tarn on Sunday night.\n\n"
            "Nine people were hurt in the fire at the mill of Tarn, the council now says.",
        ),
        (ChangeKind.REMOVED, "It makes paper for the islands.", ""),
    ]
    assert told(OLD, OLD) == []
    assert [kind for kind, _, _ in told("", OLD)] == [ChangeKind.ADDED]


def where(quote: str, newer: str = NEW) -> str | None:
    start = OLD.index(quote)
    found = find_wording(OLD, Span(start, start + len(quote)), newer)
    return None if found is None else found.of(newer)


@pytest.mark.parametrize(
    ("quote", "now"),
    [
        ("The mill was built in 1911.", "The mill was built in 1911."),
        (
            "Three people were hurt in the fire at the mill of Tarn, the council said.",
            "Nine people were hurt in the fire at the mill of Tarn, the council now says.",
        ),
        ("It makes paper for the islands.", None),
        ("The fire began in the boiler room.", "The fire began in the boiler room."),
    ],
)
def test_a_quote_is_followed_to_its_new_wording(quote: str, now: str | None) -> None:
    assert where(quote) == now


def test_of_several_places_the_nearest_is_taken() -> None:
    older = "Rain fell. The sun came out. Rain fell."
    newer = "Rain fell. The sun came out at noon. Rain fell."
    assert find_wording(older, Span(29, 39), newer) == Span(37, 47)
    assert find_wording(older, Span(0, 10), newer) == Span(0, 10)


def test_nothing_is_found_in_an_empty_text() -> None:
    assert where("The mill was built in 1911.", "") is None
    assert find_wording("", Span(0, 0), "x") is None
