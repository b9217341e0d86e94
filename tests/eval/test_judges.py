"""The deterministic judge is the very check that answers pass."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

import app.compose
from app.answer import Verdict, VerdictLabel
from app.evidence import EvidenceSentence
from eval.commands.judges import make_judge
from index.article import ArticleInfo, Span
from tests.support.embedder import CountingEmbedder

CITED = EvidenceSentence(
    label="1.1", span=Span(0, 9), text="Nine died", article=ArticleInfo(article_id="a", version="v")
)


class Marked:
    """A check that says of every claim what no rule says."""

    def verify(self, claim: str, cited: Sequence[EvidenceSentence]) -> Verdict:
        return Verdict(VerdictLabel.CONTRADICTED, ("marked",))


def test_a_check_plugged_in_where_answers_are_built_is_the_judge_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app.compose, "build_verifier", lambda embedder=None: Marked())
    judge = make_judge("rules")
    assert judge.judge("Nine died.", [CITED]).reasons == ("marked",)
    with (
        app.compose.open_archive(tmp_path / "archive", embedder=CountingEmbedder(), create=True) as archive,
        closing(app.compose.build_engine(archive)) as engine,
    ):
        assert isinstance(engine._verifier, Marked)


def test_the_learned_judge_gives_probabilities_and_its_own_name() -> None:
    judge = make_judge("learned")
    assert judge.name.startswith("learned of ")
    assert judge.name != make_judge("rules").name
    verdict = judge.judge(CITED.text, [CITED])
    assert verdict.label is VerdictLabel.SUPPORTED
    assert verdict.probability is not None
    assert judge.judge("Nobody.", []).label is VerdictLabel.UNSUPPORTED
