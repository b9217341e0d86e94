"""`groundwire eval score`: score a run again, or answers of another system."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.options import DEFAULT_ARCHIVE, ArchiveOption, JsonOption
from eval.commands.options import BarOption, JudgeOption, RepeatsOption, SeedOption

if TYPE_CHECKING:
    from eval.runs.folder import RunFolder


def score(
    run: Annotated[Path | None, typer.Argument(metavar="RUN", help="Run folder to score again.")] = None,
    *,
    answers: Annotated[
        Path | None, typer.Option("--answers", help="JSONL of answers in the JSON contract.")
    ] = None,
    cases: Annotated[Path | None, typer.Option("--cases", help="Case file, with --answers.")] = None,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    out: Annotated[Path | None, typer.Option("--out", help="Run folder to make, with --answers.")] = None,
    bar: BarOption = None,
    judge: JudgeOption = "rules",
    repeats: RepeatsOption = 1,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what a model judge would cost, and stop.")
    ] = False,
    seed: SeedOption = 0,
    as_json: JsonOption = False,
) -> None:
    """Score a run again without asking, or answers of any system with --answers and --cases."""
    from app.cli.output import print_json, remark
    from eval.bars import missed_bars, parse_bar
    from eval.commands.judges import make_judge, tell_agreement, tell_cost
    from eval.commands.show import progress_bar, show_summary, tell_misplaced
    from eval.runs.folder import RunFolder
    from eval.runs.scoring import score_run

    bars = [parse_bar(text) for text in bar or ()]
    if (run is None) == (answers is None):
        raise typer.BadParameter("give a run folder, or --answers with --cases")
    if answers is not None:
        if cases is None:
            raise typer.BadParameter("--answers needs --cases")
        folder = _take_in(answers, cases, archive, out, seed)
    else:
        folder = RunFolder.existing(run or Path())
        folder.mend()
    if dry_run:
        tell_cost(folder, judge, repeats=repeats)
        return
    judging = make_judge(judge, repeats=repeats)
    with progress_bar("scoring") as progress:
        summary = score_run(folder, judging, progress=progress)
    tell_agreement(judging)
    tell_misplaced(folder)
    if as_json:
        print_json({"run": str(folder.path), **summary.model_dump(mode="json")})
    else:
        show_summary(summary, title=f"{folder.path}, {summary.cases} questions")
    missed = missed_bars(summary, bars)
    for line in missed:
        remark(f"bar missed: {line}")
    if summary.failed:
        remark(f"{summary.failed} of {summary.cases} cases have no answer")
    if missed:
        raise typer.Exit(1)


def _take_in(answers: Path, cases: Path, path: Path, out: Path | None, seed: int) -> "RunFolder":
    from app.compose import open_archive
    from eval.articles import ArchiveArticles
    from eval.case_file import load_cases
    from eval.runs.foreign import load_answers, take_in

    loaded = load_cases(cases)
    records = load_answers(answers, loaded)
    archive = open_archive(path)
    try:
        place = out or Path("runs") / f"{answers.stem}-{cases.stem}"
        return take_in(place, loaded, records, ArchiveArticles(archive), source=answers.name, seed=seed)
    finally:
        archive.close()
