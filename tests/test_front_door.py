"""The public names, and that they are the ones documented."""

import groundwire
from groundwire import Groundwire, ask
from tests.support.news import write_news


def test_every_public_name_resolves() -> None:
    assert all(getattr(groundwire, name) is not None for name in groundwire.__all__)
    assert groundwire.__all__ == sorted(groundwire.__all__)
    homes = [name for names in groundwire._HOMES.values() for name in names]
    assert sorted(homes) == groundwire.__all__


def test_an_unknown_name_is_an_attribute_error() -> None:
    assert not hasattr(groundwire, "Nonsense")


def test_the_python_api_of_the_readme(tmp_path) -> None:  # type: ignore[no-untyped-def]
    told: list[tuple[int, int, str]] = []
    with Groundwire(tmp_path / "archive") as gw:
        report = gw.index(write_news(tmp_path / "articles"), progress=lambda *at: told.append(at))
        assert report.added == 4 and told
        hits = gw.search("boats damaged in the storm", k=2)
        assert {hit.article.article_id for hit in hits} == {"storm-early", "storm-late"}
        answer = gw.ask("How many pupils does the school have?")
        article = gw.article(answer.citations[0].article.article_id)
        assert answer.citations[0].span.of(article.text) == answer.citations[0].quote
        assert gw.index(tmp_path / "articles").unchanged == 4
    again = ask("How many pupils does the school have?", archive=tmp_path / "archive")
    assert [c.text for c in again.claims] == [c.text for c in answer.claims]
