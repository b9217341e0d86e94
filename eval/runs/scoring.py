"""Scores a run folder again from what it holds: no question is asked, no archive opened."""

from collections.abc import Callable, Sequence

from eval.articles import ArticleSource
from eval.cases import Case
from eval.judge import Judge
from eval.records import Record
from eval.runs.folder import RunFolder
from eval.runs.manifest import scoring_hash
from eval.scored import Scored, score_answer
from eval.summary import Summary, summarize


def score_run(
    folder: RunFolder, judge: Judge, *, progress: Callable[[int, int, str], None] | None = None
) -> Summary:
    """Score every case of a run and write scores and figures; cases without an answer are counted as failed.

    Raises:
        InputError: the folder cannot be read.
        ModelError: a model judge gave no usable verdict.
    """
    manifest = folder.manifest()
    scored = score_records(folder.cases(), folder.records(), folder.articles(), judge, progress=progress)
    summary = summarize(scored, seed=manifest.seed)
    folder.drop_scores()
    folder.write_manifest(manifest.model_copy(update={"judge": judge.name, "scoring": scoring_hash()}))
    folder.write_scores(scored, summary)
    return summary


def score_records(
    cases: Sequence[Case],
    records: dict[str, Record],
    articles: ArticleSource,
    judge: Judge,
    *,
    progress: Callable[[int, int, str], None] | None = None,
) -> list[Scored]:
    """Return one `Scored` for each case, in their order."""
    scored: list[Scored] = []
    for number, case in enumerate(cases, 1):
        scored.append(score_answer(case, records.get(case.id), articles, judge))
        if progress:
            progress(number, len(cases), case.id)
    return scored
