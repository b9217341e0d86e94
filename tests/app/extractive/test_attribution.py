from app.extractive.attribution import attribution
from index.article import ArticleInfo


def info(**known: str) -> ArticleInfo:
    return ArticleInfo(article_id="a1", version="v1", **known)


def test_outlet_and_day() -> None:
    article = info(outlet="Harbour Post", title="Strike ends", published_at="2023-10-25T22:43")
    assert attribution(article) == "Harbour Post, 25 October 2023:"


def test_the_title_stands_in_for_an_unknown_outlet() -> None:
    assert attribution(info(title="Strike ends")) == "“Strike ends”, undated:"
    long = attribution(info(title="Dockers " * 40))
    assert len(long) < 110
    assert "…" in long


def test_nothing_known() -> None:
    assert attribution(info(published_at="soon")) == "An article, undated:"
