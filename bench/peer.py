"""Extractive answers, a model's answers, and LlamaIndex's CitationQueryEngine with the same model, scored
alike and compared.

    python -m bench.peer ARCHIVE CASES OUT [--base-url URL --model NAME]

Without an endpoint the model is the script of `bench.scripted_model` on loopback. Writes one run folder a
system under OUT, the peer's answers as `peer.jsonl` (for `groundwire eval score --answers`), a report of all
three, and prints a Markdown table and the comparisons.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

from app.compose import build_engine, open_archive
from app.evidence_builder import MOST_PASSAGES
from app.settings import Settings
from bench.scripted_model import reply
from eval.adapters.citation_query_engine import NAME, CitationQueryPeer, openai_compatible
from eval.articles import ArchiveArticles
from eval.case_file import load_cases
from eval.cases import Case
from eval.commands.judges import make_judge
from eval.comparing.compare import compare_runs
from eval.report.markdown import comparison_markdown, table
from eval.report.page import render_page
from eval.report.run_data import RunData
from eval.runs.asking import ask_cases
from eval.runs.begin import begin_run
from eval.runs.folder import RunFolder
from eval.runs.foreign import load_answers, take_in
from eval.runs.manifest import make_manifest, system_of
from eval.runs.scoring import score_run
from eval.summary import Summary
from index.archive import Archive
from index.retriever import make_retriever
from tests.support.model_server import running

SHOWN = (
    "fact_recall_vital_strict", "forbidden_rate", "faithfulness", "unsupported_rate", "contradicted_rate",
    "attribution_kept", "citation_recall", "citation_precision", "citation_valid", "ndcg_at_10", "abstention",
    "focus", "cited_words",
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("archive", type=Path)
    parser.add_argument("cases", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--base-url")
    parser.add_argument("--model", default="scripted")
    parser.add_argument("--limit", type=int)
    args = parser.parse_args()
    cases = load_cases(args.cases)[: args.limit]
    args.out.mkdir(parents=True, exist_ok=True)
    judge = make_judge("rules")
    with _endpoint(args.base_url) as url, open_archive(args.archive) as archive:
        with_model = Settings(base_url=url, model=args.model, cache=False)
        folders = {
            "extractive": _run(args.out / "extractive", cases, archive, Settings()),
            f"Groundwire, {args.model} model": _run(args.out / "model", cases, archive, with_model),
            f"{NAME}, {args.model} model": _peer(args.out, cases, archive, url, args.model),
        }
        summaries = {name: score_run(folder, judge) for name, folder in folders.items()}
    print(side_by_side(summaries))
    runs = list(folders.values())
    data = [RunData.read(run) for run in runs]
    (args.out / "report.html").write_text(render_page(data), encoding="utf-8")
    for a, b in ((0, 1), (2, 1)):
        print(comparison_markdown(compare_runs(runs[a], runs[b]), tested_only=True))


@contextmanager
def _endpoint(url: str | None) -> Iterator[str]:
    if url:
        yield url
        return
    with running(partial(reply)) as server:
        yield server.url


def _run(path: Path, cases: Sequence[Case], archive: Archive, settings: Settings) -> RunFolder:
    manifest = make_manifest(cases, system=system_of(settings), archive={}, seed=0)
    folder, _ = begin_run(path, manifest, cases, fresh=True)
    with closing(build_engine(archive, settings=settings)) as engine:
        ask_cases(cases, engine, folder, ArchiveArticles(archive))
    return folder


def _peer(out: Path, cases: Sequence[Case], archive: Archive, url: str, model: str) -> RunFolder:
    articles = ArchiveArticles(archive)
    peer = CitationQueryPeer(
        lambda filters: make_retriever(archive, MOST_PASSAGES, filters),
        openai_compatible(url, model),
        articles,
    )
    path = out / "peer.jsonl"
    with path.open("w", encoding="utf-8") as stream:
        for record in peer.answers(cases):
            if record.error:
                print(f"{record.case_id}: {record.error}")
                continue
            row = record.model_dump(mode="json", include={"answer", "retrieved", "seconds"})
            stream.write(json.dumps({"id": record.case_id, **row}) + "\n")
    return take_in(out / "peer", cases, load_answers(path, cases), articles, source=f"{NAME}, {model}")


def side_by_side(summaries: dict[str, Summary]) -> str:
    rows = []
    for name in SHOWN:
        found = [summary.of(name) for summary in summaries.values()]
        cells = [
            "not scored" if r is None or r.mean is None
            else f"{r.mean:.{r.digits}f}" + (f" ({r.low:.2f} – {r.high:.2f})" if r.low is not None else "")
            for r in found
        ]  # fmt: skip
        rows.append((found[0].title if found[0] else name, *cells))
    grids = [s.abstention for s in summaries.values()]
    for kind in ("answerable", "unanswerable"):
        counts = [(getattr(g, f"{kind}_answered"), getattr(g, f"{kind}_abstained")) for g in grids]
        rows.append((f"{kind} questions answered", *(f"{n} of {n + other}" for n, other in counts)))
    return "\n".join((*table(("score", *summaries), rows), ""))


if __name__ == "__main__":
    main()
