"""`groundwire eval run`: ask the cases, score the answers, show the figures."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.options import DEFAULT_ARCHIVE, ArchiveOption, JsonOption
from eval.commands.options import BarOption, CasesArgument, JudgeOption, RepeatsOption, SeedOption

if TYPE_CHECKING:
    from eval.cases import Case
    from eval.runs.folder import RunFolder
    from index.archive import Archive


def run(
    cases: CasesArgument,
    *,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    out: Annotated[
        Path | None, typer.Option("--out", help="Run folder; one named after the cases when left out.")
    ] = None,
    bar: BarOption = None,
    judge: JudgeOption = "rules",
    repeats: RepeatsOption = 1,
    workers: Annotated[int, typer.Option("--workers", min=1, max=64, help="Questions asked at a time.")] = 1,
    fresh: Annotated[bool, typer.Option("--fresh", help="Ask everything again.")] = False,
    seed: SeedOption = 0,
    as_json: JsonOption = False,
) -> None:
    """Ask every case, score the answers and show the figures.

    A run that was stopped goes on where it was. Exit code 1 when a bar is missed or a question has no answer.
    """
    from app.cli.output import print_json, remark
    from eval.bars import missed_bars, parse_bar
    from eval.case_file import load_cases
    from eval.commands.judges import make_judge, tell_agreement
    from eval.commands.show import progress_bar, show_summary, tell_misplaced
    from eval.runs.scoring import score_run

    bars = [parse_bar(text) for text in bar or ()]
    loaded = load_cases(cases)
    if not any(case.answerable for case in loaded):
        remark("no case is answerable: facts and retrieval will not be scored")
    folder = _ask(loaded, cases, archive, out, workers=workers, fresh=fresh, seed=seed)
    judging = make_judge(judge, repeats=repeats)
    with progress_bar("scoring") as progress:
        summary = score_run(folder, judging, progress=progress)
    tell_agreement(judging)
    tell_misplaced(folder)
    if as_json:
        print_json({"run": str(folder.path), **summary.model_dump(mode="json")})
    else:
        show_summary(summary, title=f"{cases.name}, {summary.cases} questions, kept in {folder.path}")
    missed = missed_bars(summary, bars)
    for line in missed:
        remark(f"bar missed: {line}")
    if summary.failed:
        remark(f"{summary.failed} questions could not be answered; the same command asks them again")
    if missed or summary.failed:
        raise typer.Exit(1)


def _ask(
    cases: "list[Case]",
    name: Path,
    path: Path,
    out: Path | None,
    *,
    workers: int,
    fresh: bool,
    seed: int,
) -> "RunFolder":
    from app.cli.output import remark
    from app.compose import build_engine, open_archive
    from app.settings import Settings
    from eval.articles import ArchiveArticles
    from eval.commands.show import progress_bar
    from eval.runs.asking import ask_cases
    from eval.runs.begin import begin_run
    from eval.runs.manifest import make_manifest, system_of

    settings = Settings()
    archive = open_archive(path, settings=settings)
    try:
        manifest = make_manifest(cases, system=system_of(settings), archive=_archive(archive), seed=seed)
        folder, held = begin_run(
            out or Path("runs") / f"{name.stem}-{manifest.fingerprint}", manifest, cases, fresh=fresh
        )
        if held:
            remark(
                f"{held} of {len(cases)} answers are kept in {folder.path} and not asked again (--fresh does)"
            )
        engine = build_engine(archive, settings=settings)
        with progress_bar("asking") as progress:
            ask_cases(cases, engine, folder, ArchiveArticles(archive), workers=workers, progress=progress)
    finally:
        archive.close()
    return folder


def _archive(archive: "Archive") -> dict[str, Any]:
    """Return what the archive is: two archives may share a revision, but not the hash of what they hold."""
    import hashlib

    from eval.articles import pages_of

    digest = hashlib.sha256()
    for info in pages_of(archive):
        digest.update(f"{info.article_id}\0{info.version}\0".encode("utf-8", "surrogatepass"))
    stats = archive.stats()
    return {
        "revision": archive.revision,
        "content": digest.hexdigest()[:12],
        "articles": stats.articles,
        "passages": stats.passages,
    }
