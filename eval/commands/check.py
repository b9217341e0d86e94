"""`groundwire eval check`: do the cases still fit their articles?"""

import typer

from app.cli.options import DEFAULT_ARCHIVE, ArchiveOption, JsonOption
from eval.commands.options import CasesArgument


def check(
    cases: CasesArgument, archive: ArchiveOption = DEFAULT_ARCHIVE, as_json: JsonOption = False
) -> None:
    """Find gold spans that do not match their article, and facts that no gold sentence says."""
    from app.cli.output import console, one_line, print_json, remark
    from app.compose import open_archive
    from eval.articles import ArchiveArticles
    from eval.case_file import load_cases
    from eval.checking import check_cases

    loaded = load_cases(cases)
    held = open_archive(archive)
    try:
        problems = check_cases(loaded, ArchiveArticles(held))
    finally:
        held.close()
    if as_json:
        rows = [{"case": p.case_id, "problem": p.text, "fatal": p.fatal} for p in problems]
        print_json({"cases": len(loaded), "problems": rows})
    for problem in problems if not as_json else ():
        console().print(one_line(f"{problem.case_id}: {'' if problem.fatal else '(look) '}{problem.text}"))
    fatal = sum(p.fatal for p in problems)
    if fatal:
        remark(f"{fatal} problems in {len({p.case_id for p in problems if p.fatal})} of {len(loaded)} cases")
        raise typer.Exit(1)
    if not as_json:
        console().print(f"{len(loaded)} cases fit their articles")
