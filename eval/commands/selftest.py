"""`groundwire eval selftest`: are the scores themselves right?"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.options import JsonOption
from eval.commands.options import JudgeOption, SeedOption

if TYPE_CHECKING:
    from eval.selftest.selftest import Reaction

_COLUMNS = (
    ("fact_recall_vital_strict", "facts"),
    ("forbidden_rate", "forbidden"),
    ("faithfulness", "faithful"),
    ("contradicted_rate", "contra- dicted"),
    ("attribution_kept", "attri- bution"),
    ("citation_recall", "cite recall"),
    ("citation_precision", "cite precision"),
    ("citation_valid", "cite opens"),
    ("ndcg_at_10", "nDCG"),
    ("abstention", "abstain"),
    ("focus", "focus"),
)


def selftest(
    cases: Annotated[
        Path | None, typer.Argument(metavar="[CASES]", help="Case file; the sample's when left out.")
    ] = None,
    articles: Annotated[
        list[Path] | None, typer.Option("--articles", help="Articles of the case file; may be repeated.")
    ] = None,
    judge: JudgeOption = "rules",
    seed: SeedOption = 0,
    as_markdown: Annotated[bool, typer.Option("--markdown", help="Print a Markdown table.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Break and rephrase gold answers: harmful changes must lower scores, harmless ones must not."""
    from app.cli.output import console, one_line, print_json, remark
    from eval.case_file import load_cases
    from eval.commands.judges import make_judge
    from eval.commands.show import show_rows
    from eval.report.markdown import table
    from eval.sample_set import read_articles, sample_cases, sample_folder
    from eval.selftest.selftest import selftest as run_selftest

    if (cases is None) != (not articles):
        raise typer.BadParameter("give a case file with --articles, or neither")
    loaded = sample_cases() if cases is None else load_cases(cases)
    held = read_articles(articles or [sample_folder() / "articles"])
    found = run_selftest(loaded, held, make_judge(judge), seed=seed)
    problems = [*found.gold_problems, *(f"{r.name}: {p}" for r in found.reactions for p in r.problems)]
    if as_json:
        told = [
            {"mutation": r.name, "harmful": r.harmful, "answers": r.answers, "worse": r.worse}
            for r in found.reactions
        ]
        print_json({"gold_answers": found.gold_answers, "mutations": told, "problems": problems})
    else:
        title = (
            f"{found.gold_answers} gold answers; how much worse each score became (mean; blank: not at all)"
        )
        head = ("mutation", "answers", *(name for _, name in _COLUMNS), "as it should")
        rows = [_cells(reaction) for reaction in found.reactions]
        if as_markdown:
            typer.echo("\n".join((title + ":", "", *table(head, rows))))
        else:
            show_rows(title, head, rows)
        for line in problems:
            console().print(one_line(line))
    if problems:
        remark(f"{len(problems)} scores did not do what they should")
        raise typer.Exit(1)


def _cells(reaction: "Reaction") -> tuple[str, ...]:
    return (
        f"{'' if reaction.harmful else 'harmless: '}{reaction.name}",
        str(reaction.answers),
        *(f"{reaction.worse[name]:.2f}" if name in reaction.worse else "" for name, _ in _COLUMNS),
        "NO" if reaction.problems else "yes",
    )
