"""An answer in the terminal: its sentences, and each citation with the cited words highlighted."""

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from app.answer import Answer, Citation, Claim, Status, VerdictLabel
from app.cli.output import console, harmless, one_line
from app.render import abstention_text, first_of_story
from app.usage import told_usage
from index.article import ArticleInfo

_MARK = {VerdictLabel.UNDECIDED: " (not fully checked)"}


def show_answer(answer: Answer, out: Console | None = None) -> None:
    """Print `answer` for a reader."""
    out = out or console()
    if answer.standalone_question not in ("", answer.question):
        out.print(f"Understood as: {one_line(answer.standalone_question)}", style="dim")
    if answer.status is Status.ABSTAINED:
        out.print(abstention_text(answer), style="bold")
    for claim in answer.claims:
        out.print(_claim(claim))
    for note in answer.notes:
        out.print(one_line(note), style="italic")
    if answer.citations:
        out.print("\nSources", style="bold")
        for citation in answer.citations:
            _show_citation(citation, out)
            if same := first_of_story(citation, answer.citations):
                told = f"the same report as [{same.n}], not a second source"
                out.print(Padding(Text(told, style="dim"), (0, 0, 0, 4)))
    if answer.status is Status.ABSTAINED and answer.searched.nearest:
        out.print("\nNearest passages", style="bold")
        for hit in answer.searched.nearest:
            out.print(Text(_source(hit.article), style="cyan"))
            out.print(Padding(Text(_short(one_line(hit.passage.text))), (0, 0, 0, 4)))
    if answer.withheld:
        out.print("\nWithheld, because the check failed", style="bold")
        for claim in answer.withheld:
            out.print(Text.assemble("  ✗ ", (one_line(claim.text), "strike"), f" – {_reasons(claim)}"))
    if told := told_usage(answer.answerer, answer.usage):
        out.print(f"\n{one_line(told)}", style="dim")


def _claim(claim: Claim) -> Text:
    text = Text()
    if claim.lead:
        text.append(one_line(claim.lead) + " ", style="dim")
    text.append(one_line(claim.text))
    for number in claim.citations:
        text.append(f" [{number}]", style="bold cyan")
    text.append(_MARK.get(claim.verdict.label, ""), style="dim")
    return text


def _reasons(claim: Claim) -> str:
    return one_line("; ".join(claim.verdict.reasons) or claim.verdict.label.value)


def _show_citation(citation: Citation, out: Console) -> None:
    out.print(Text.assemble((f"[{citation.n}] ", "bold cyan"), (_source(citation.article), "cyan")))
    quote = Text(
        harmless(citation.quote), style="black on bright_yellow" if not citation.answer_spans else ""
    )
    for span in citation.answer_spans:
        quote.stylize("black on bright_yellow", span.start, span.end)
    out.print(Padding(Text.assemble("“", quote, "”"), (0, 0, 0, 4)))
    for copy in citation.copies:
        out.print(Padding(Text(f"also in {_source(copy)}", style="dim"), (0, 0, 0, 4)))


def _source(info: ArticleInfo) -> str:
    parts = (info.outlet, (info.published_at or "")[:10], info.title or info.article_id)
    return one_line(" · ".join(part for part in parts if part))


def _short(text: str, limit: int = 240) -> str:
    return text if len(text) <= limit else text[: text.rfind(" ", 0, limit)] + " …"
