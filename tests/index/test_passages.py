from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article, ArticleInfo, version_of
from index.passages import SPECIAL_TOKENS, embedding_text, split_passages
from index.sentences import split_sentences


def count_words(texts: Sequence[str]) -> list[int]:
    return [len(text.split()) for text in texts]


def article(text: str, title: str = "") -> Article:
    info = ArticleInfo(article_id="town/a.txt", version=version_of(text), title=title)
    return Article(info=info, text=text)


PIECES = [
    "The ferry ",
    "sank. ",
    "“Go. ",
    "Stay,” ",
    "Mr. Oan ",
    "\n\n",
    "\n",
    "他说。",
    "نعم؟ ",
    "\ud800",
    "\0",
    "🚢🏽 ",
    "é",
]
ANY_TEXT = st.one_of(
    st.text(st.characters(), max_size=300), st.lists(st.sampled_from(PIECES), max_size=120).map("".join)
)


@settings(deadline=None)
@given(ANY_TEXT, st.text(max_size=40), st.integers(1, 40), st.integers(0, 4))
def test_passages_are_exact_and_cover_every_sentence(
    text: str, title: str, max_tokens: int, overlap: int
) -> None:
    whole = article(text, title)
    passages = split_passages(whole, count_words, max_tokens=max_tokens, overlap_sentences=overlap)
    covered = []
    for ordinal, passage in enumerate(passages):
        assert text[passage.start : passage.end] == passage.text
        assert passage.ordinal == ordinal
        assert passage.sentences[0].start == passage.start
        assert passage.sentences[-1].end == passage.end
        covered.extend(passage.sentences)
    assert sorted(set(covered)) == split_sentences(text)
    assert len({passage.passage_id for passage in passages}) == len(passages)


@settings(deadline=None)
@given(ANY_TEXT, st.integers(4, 40))
def test_a_passage_of_several_sentences_fits_with_its_title(text: str, max_tokens: int) -> None:
    whole = article(text, "Two words")
    for passage in split_passages(whole, count_words, max_tokens=max_tokens):
        if len(passage.sentences) > 1 and max_tokens >= 2 * (2 + SPECIAL_TOKENS):
            [size] = count_words([embedding_text(whole.info, passage)])
            assert size + SPECIAL_TOKENS <= max_tokens


def test_neighbours_share_a_sentence() -> None:
    text = "One two three. Four five six. Seven eight nine. Ten eleven twelve."
    first, second, third = split_passages(article(text), count_words, max_tokens=8)
    assert first.sentences[-1] == second.sentences[0]
    assert second.sentences[-1] == third.sentences[0]


def test_an_over_long_sentence_stands_alone() -> None:
    text = f"Short one. {'word ' * 30}end. Short two."
    passages = split_passages(article(text), count_words, max_tokens=12)
    assert [len(p.sentences) for p in passages] == [1, 1, 1]


def test_a_passage_ends_with_its_paragraph_once_it_is_large_enough() -> None:
    text = "One two three. Four five six seven.\n\nEight nine. Ten eleven twelve. Thirteen fourteen."
    first, *_ = split_passages(article(text), count_words, max_tokens=14, overlap_sentences=0)
    assert first.text == "One two three. Four five six seven."


def test_an_article_without_text_has_no_passages() -> None:
    assert split_passages(article(" \n "), count_words, max_tokens=10) == []


def test_the_title_is_embedded_with_the_passage_and_cannot_fill_it() -> None:
    whole = article("The ferry sank.", "Ferry lost off Oan")
    [passage] = split_passages(whole, count_words, max_tokens=20)
    assert embedding_text(whole.info, passage) == "Ferry lost off Oan\nThe ferry sank."
    long = article("The ferry sank.", "x" * 5000)
    assert len(embedding_text(long.info, passage)) < 300
