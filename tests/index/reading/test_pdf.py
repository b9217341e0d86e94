from io import BytesIO
from pathlib import Path

import pytest

from index.article import Article
from index.reading import Limits, Rejection, SourceFile, discover, read
from index.reading.pdf import Box, read_pdf, whole_text
from tests.support.files import pdf

LEFT = ["The lighthouse keeper of Skua", "Rock retired on Monday, the is-", "land council said."]
RIGHT = ["Her post will not be filled,", "since the lamp is now turned by", "a motor."]


def items(path: Path, limits: Limits | None = None) -> list[Article | Rejection]:
    [source] = discover([path])
    assert isinstance(source, SourceFile)
    return list(read(source, limits or Limits()))


def columns(number: int) -> list[tuple[int, int, str]]:
    """A page whose lines are written across both columns, as typesetting programs do."""
    lines = [(250, 810, f"Gannet Gazette {number}")]
    for n, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
        lines += [(50, 700 - 12 * n, left), (330, 700 - 12 * n, right)]
    return [*lines, (290, 30, str(number))]


def test_columns_are_read_one_after_another_without_running_heads(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf([columns(n) for n in range(1, 4)]))
    [article] = items(path)
    assert isinstance(article, Article)
    first = (
        "The lighthouse keeper of Skua Rock retired on Monday, the island council said.\n\n"
        "Her post will not be filled, since the lamp is now turned by a motor."
    )
    assert article.text == "\n\n".join([first] * 3)
    assert article.info.published_at is None


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (pdf([columns(1)], encrypted=True), "it is encrypted"),
        (pdf([[]]), "its pages hold no text, as in a scan"),
        (pdf([]), "it has no pages"),
        (b"%PDF-1.7\nand no more", "it is not a whole PDF"),
        (b"no PDF at all", "it is not a whole PDF"),
    ],
)
def test_a_pdf_without_text_is_told(tmp_path: Path, body: bytes, reason: str) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(body)
    [rejection] = items(path)
    assert isinstance(rejection, Rejection)
    assert rejection.reason.startswith(reason)


def test_a_pdf_that_asks_for_too_much_costs_itself_alone() -> None:
    told = list(read_pdf(BytesIO(pdf([columns(1)])), Limits(pdf_seconds=0.001)))
    assert [problem.reason for problem in told if not hasattr(problem, "text")] == [
        "taking it apart took longer than 0.001 seconds"
    ]


def one_page(*boxes: str) -> list[list[Box]]:
    return [[Box(0.2, 0.3, tuple(box.split("\n"))) for box in boxes]]


@pytest.mark.parametrize(
    ("lines", "mended"),
    [
        ("the har-\nbour", "the harbour"),
        ("the well-\nknown pier, a well-known pier", "the well-known pier, a well-known pier"),
        (
            "the har-\nbour, her har-bour and harbour, harbour",
            "the harbour, her har-bour and harbour, harbour",
        ),
        ("from Al-\nMarja", "from Al-Marja"),
        ("in 1990-\n2000", "in 1990- 2000"),
        ("an oﬃce", "an office"),
    ],
)
def test_words_broken_at_the_end_of_a_line_are_mended(lines: str, mended: str) -> None:
    assert whole_text(one_page(lines)) == mended


def test_a_paragraph_goes_on_in_the_next_column() -> None:
    assert whole_text(
        one_page("The council met in the evening and", "voted for the pier.", "Then it rained.")
    ) == ("The council met in the evening and voted for the pier.\n\nThen it rained.")
