import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.sentences import MAX_SENTENCE, split_sentences

ANY_TEXT = st.text(st.characters(), max_size=400)
NEWSLIKE = st.lists(
    st.sampled_from(
        [
            "The ferry ",
            "sank. ",
            "“Go. ",
            "Stay,” ",
            "Mr. Oan ",
            "3.5 m. ",
            "\n\n",
            "\n",
            "他说。",
            "نعم؟ ",
            "\ud800",
            "\0",
            "🚢 ",
        ]
    ),
    max_size=60,
).map("".join)


def sentences(text: str) -> list[str]:
    return [span.of(text) for span in split_sentences(text)]


@settings(deadline=None)
@given(st.one_of(ANY_TEXT, NEWSLIKE))
def test_sentences_are_ordered_trimmed_and_cover_all_but_white_space(text: str) -> None:
    spans = split_sentences(text)
    end = 0
    for span in spans:
        assert end <= span.start < span.end <= len(text)
        assert not text[end : span.start].strip()
        assert span.of(text) == span.of(text).strip()
        assert span.end - span.start <= MAX_SENTENCE
        end = span.end
    assert not text[end:].strip()


def test_abbreviations_and_figures_do_not_end_a_sentence() -> None:
    assert sentences("Gen. Ada Vell met Mr. Oan at 3 p.m. on Monday. It cost 3.5 million.") == [
        "Gen. Ada Vell met Mr. Oan at 3 p.m. on Monday.",
        "It cost 3.5 million.",
    ]


def test_a_line_end_always_ends_a_sentence() -> None:
    assert sentences("A heading\nThe first.\n\nno capital here\r\nlast") == [
        "A heading",
        "The first.",
        "no capital here",
        "last",
    ]


def test_other_scripts_are_split_at_their_own_marks() -> None:
    assert sentences("渡船沉没。没有人受伤！") == ["渡船沉没。", "没有人受伤！"]
    assert sentences("هل غرقت العبارة؟ نعم غرقت.") == ["هل غرقت العبارة؟", "نعم غرقت."]


def test_a_stray_closing_quote_stays_with_its_sentence() -> None:
    assert sentences("He left.  ” ") == ["He left.  ”"]


def test_an_over_long_sentence_is_split_at_an_inner_end_else_at_a_space() -> None:
    quotation = "“" + "We will not sell the harbour to anyone. " * 40 + "Never,” she said."
    assert all(s.endswith((".", "said.")) for s in sentences(quotation))
    words = "harbour " * 400
    assert {word for s in sentences(words) for word in s.split()} == {"harbour"}


@pytest.mark.parametrize("line", ["word " * 200_000, "x" * 1_000_000, "One. " * 40_000, "“Go. " * 40_000])
def test_a_very_long_line_is_split_in_linear_time(line: str) -> None:
    spans = split_sentences(line)
    assert sum(len(span.of(line).replace(" ", "")) for span in spans) == len(line.replace(" ", ""))
