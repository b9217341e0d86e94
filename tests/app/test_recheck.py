import json
from pathlib import Path

import pytest

from app.contract import AnswerModel
from app.recheck import CitationStatus, read_answer, recheck
from app.version_diff import diff_versions
from index.archive import Archive
from index.errors import InputError
from tests.support.embedder import CountingEmbedder

MILL = "Three people were hurt in the fire at the mill of Tarn.\n\nThe mill was built in 1911."
POOL = "The pool of Tarn opens at nine.\n\nIt is closed on Sundays."


def write(folder: Path, **texts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text)
    return folder


@pytest.fixture
def archive(tmp_path: Path):
    with Archive.open(tmp_path / "archive", CountingEmbedder(), create=True) as opened:
        opened.index([write(tmp_path / "news", mill=MILL, pool=POOL)])
        yield opened


def answer(archive: Archive, *quotes: tuple[str, str]) -> AnswerModel:
    citations = []
    for n, (name, quote) in enumerate(quotes, 1):
        article = archive.article(f"news/{name}.txt")
        start = article.text.index(quote)
        citations.append(
            {
                "n": n,
                "article_id": article.info.article_id,
                "version": article.info.version,
                "start": start,
                "end": start + len(quote),
                "quote": quote,
            }
        )
    claims = [{"text": c["quote"], "verdict": "supported", "citations": [c["n"]]} for c in citations]
    given = {"question": "?", "status": "answered", "claims": claims, "citations": citations}
    return AnswerModel.model_validate(given)


def test_citations_are_current_superseded_or_withdrawn(archive: Archive, tmp_path: Path) -> None:
    hurt, built = MILL.split("\n\n")
    given = answer(archive, ("mill", hurt), ("mill", built), ("pool", "The pool of Tarn opens at nine."))
    assert recheck(given, archive).is_current
    news = write(tmp_path / "news", mill=f"Again it burns.\n\n{hurt.replace('Three', 'Nine')}\n\n{built}")
    (news / "pool.txt").unlink()
    archive.index([news], prune=True)
    found = recheck(given, archive)
    assert not found.is_current
    assert [one.status.value for one in found.citations] == ["superseded", "current", "withdrawn"]
    changed, moved, gone = found.citations
    assert changed.now is not None and changed.span is not None
    assert changed.span.of(changed.now.text) == "Nine people were hurt in the fire at the mill of Tarn."
    assert moved.now is not None and moved.span is not None
    assert moved.span.of(moved.now.text) == built
    assert gone.now is None and "removed" in gone.reason
    assert found.status_of([2, 1]) is CitationStatus.SUPERSEDED


def test_a_sentence_that_was_struck_out_is_withdrawn(archive: Archive, tmp_path: Path) -> None:
    given = answer(archive, ("pool", "It is closed on Sundays."))
    archive.index([write(tmp_path / "news", pool="The pool of Tarn opens at nine.")])
    [found] = recheck(given, archive).citations
    assert found.status is CitationStatus.WITHDRAWN and found.now is not None and found.span is None


def test_a_citation_that_never_stood_here_is_unknown(archive: Archive) -> None:
    given = answer(archive, ("mill", MILL.split("\n\n", maxsplit=1)[0]))
    cited = given.citations[0]
    for change in (
        {"article_id": "none"},
        {"version": "0" * 16},
        {"quote": "x"},
        {"start": -5},
        {"end": 10**9},
    ):
        odd = given.model_copy(update={"citations": [cited.model_copy(update=change)]})
        [found] = recheck(odd, archive).citations
        assert found.status is CitationStatus.UNKNOWN, change


@pytest.mark.parametrize(
    "body",
    ["", "{", "[]", '{"question": 3}', json.dumps({"contract": 9, "question": "?", "status": "answered"})],
)
def test_a_file_that_is_no_answer_is_told(tmp_path: Path, body: str) -> None:
    path = tmp_path / "answer.json"
    path.write_text(body)
    with pytest.raises(InputError, match="holds no answer"):
        read_answer(path)
    with pytest.raises(InputError, match="cannot be read"):
        read_answer(tmp_path)


def test_versions_are_compared(archive: Archive, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="one version only"):
        diff_versions(archive, "news/mill.txt")
    first = archive.article("news/mill.txt").info.version
    archive.index([write(tmp_path / "news", mill=MILL.replace("Three", "Nine"))])
    found = diff_versions(archive, "news/mill.txt")
    assert found.older.info.version == first
    [change] = found.changes
    assert change.before is not None and change.before.of(found.older.text).startswith("Three people")
    back = diff_versions(archive, "news/mill.txt", version=first)
    assert (back.newer.info.version, back.older.info.version) == (first, found.newer.info.version)
    archive.index([write(tmp_path / "news", mill=MILL)])  # the first text again
    again = diff_versions(archive, "news/mill.txt")
    assert (again.newer.info.version, again.older.info.version) == (first, found.newer.info.version)
    with pytest.raises(InputError, match="no article"):
        diff_versions(archive, "news/none.txt")
