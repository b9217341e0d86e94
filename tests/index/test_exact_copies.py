from index.article import ArticleInfo, version_of
from index.exact_copies import with_exact_copies
from tests.index.test_near_copies import REPORT, hit


class Copies:
    """A catalog that was written to after the search: one copy has the text that was found, one the next."""

    def copies(self, article_ids):
        same = ArticleInfo(article_id="same", version="v")
        newer = ArticleInfo(article_id="newer", version=version_of("Other words."))
        return {article_id: [same, newer] for article_id in article_ids}


def test_a_copy_that_has_other_words_by_now_is_none() -> None:
    [found] = with_exact_copies([hit("first", REPORT, 1.0)], Copies())
    assert [copy.article.article_id for copy in found.copies] == ["same"]
    assert found.copies[0].passage.text == REPORT
