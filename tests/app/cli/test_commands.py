"""The `groundwire` command as a real process."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from index.article import version_of
from tests.support.news import ARTICLES, write_news
from tests.support.web_server import serving

ROOT = Path(__file__).parents[3]


def groundwire(
    *arguments: str | Path, cwd: Path | None = None, **settings: str
) -> subprocess.CompletedProcess[str]:
    """Run the command from any folder, without any setting of this machine."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("GROUNDWIRE_", "OPENAI_"))}
    return subprocess.run(
        [sys.executable, str(ROOT / "groundwire.py"), *map(str, arguments)],
        cwd=cwd or ROOT,
        env={**kept, "NO_COLOR": "1", "COLUMNS": "200", **settings},
        capture_output=True,
        text=True,
        timeout=300,
    )


def failed(run: subprocess.CompletedProcess[str], *words: str) -> None:
    """Assert one clear line on standard error, exit code 1, and nothing on standard output."""
    assert run.returncode == 1, run.stderr
    assert run.stdout == ""
    assert len(run.stderr.strip().splitlines()) == 1, run.stderr
    for word in words:
        assert word in run.stderr


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli")
    run = groundwire("index", write_news(folder / "articles"), "--archive", folder / "archive", "--json")
    assert run.returncode == 0, run.stderr
    report = json.loads(run.stdout)
    assert set(report) == {
        "added", "updated", "unchanged", "duplicates", "removed", "rejected", "articles", "passages", "seconds",
    }  # fmt: skip
    assert (report["added"], report["articles"], report["rejected"]) == (4, 4, [])
    return folder / "archive"


def test_search_gives_the_contract_and_exact_offsets(archive: Path) -> None:
    run = groundwire("search", "boats damaged in the storm", "--archive", archive, "--k", "2", "--json")
    hits = json.loads(run.stdout)
    assert len(hits) == 2
    for hit in hits:
        article = json.loads(
            groundwire(
                "article", hit["article_id"], "--version", hit["version"], "--archive", archive, "--json"
            ).stdout
        )
        assert article["text"][hit["start"] : hit["end"]] == hit["text"]
        assert hit["title"] == article["title"] and hit["outlet"] == article["outlet"]


def test_ask_gives_the_contract_with_exact_quotes_from_any_folder(archive: Path, tmp_path: Path) -> None:
    run = groundwire(
        "ask", "How many people live on Skua Rock?", "--archive", archive, "--json", cwd=tmp_path
    )
    assert run.returncode == 0, run.stderr
    answer = json.loads(run.stdout)
    assert answer["status"] == "answered" and answer["answerer"] == "extractive"
    assert "1,480" in answer["claims"][0]["text"] and "[1]" in answer["text"]
    assert answer["claims"][0]["verdict"] == "supported"
    for citation in answer["citations"]:
        article = json.loads(
            groundwire("article", citation["article_id"], "--archive", archive, "--json").stdout
        )
        assert article["text"][citation["start"] : citation["end"]] == citation["quote"]
    assert answer["searched"]["articles"] == 4


def test_ask_is_readable_with_its_sources(archive: Path) -> None:
    shown = groundwire("ask", "How many people live on Skua Rock?", "--archive", archive).stdout
    assert "1,480 people" in shown and "[1]" in shown and "Sources" in shown and "Gannet Gazette" in shown


def test_ask_abstains_and_says_what_was_searched(archive: Path) -> None:
    run = groundwire("ask", "Who is the king of Lower Zembla?", "--archive", archive)
    assert run.returncode == 0
    assert "The articles do not say. Searched 4 articles" in run.stdout


def test_filters_reach_the_answer(archive: Path) -> None:
    question = "How many boats were damaged in the storm?"
    early = groundwire("ask", question, "--archive", archive, "--as-of", "2031-03-02", "--json")
    assert [c["article_id"] for c in json.loads(early.stdout)["citations"]] == ["storm-early"]
    late = groundwire("ask", question, "--archive", archive, "--outlet", "petrel post", "--json")
    assert [c["article_id"] for c in json.loads(late.stdout)["citations"]] == ["storm-late"]


def test_differing_figures_come_with_date_and_outlet(archive: Path) -> None:
    run = groundwire("ask", "How many boats were damaged in the storm?", "--archive", archive, "--json")
    answer = json.loads(run.stdout)
    assert [(f["outlet"], f["published_at"]) for f in answer["figures"]] == [
        ("Petrel Post", "2031-03-05"),
        ("Gannet Gazette", "2031-03-01"),
    ]
    assert "31 boats" in answer["text"] and "12 boats" in answer["text"]


def test_the_terminal_gets_no_control_characters(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "bell.jsonl").write_text(
        json.dumps({"id": "x", "title": "\x1b[31mred\x07", "text": "The \x1b]0;owned\x07 bell of Tarn rang 7 times on Monday."})
    )  # fmt: skip
    groundwire("index", folder, "--archive", tmp_path / "archive")
    shown = groundwire("ask", "How many times did the bell of Tarn ring?", "--archive", tmp_path / "archive")
    assert "bell of Tarn" in shown.stdout
    assert "\x1b" not in shown.stdout and "\x07" not in shown.stdout


@pytest.mark.parametrize("question", ["", "   ", "?!…"])
def test_a_question_without_a_word_is_refused(archive: Path, question: str) -> None:
    failed(groundwire("ask", question, "--archive", archive), "question")


def test_a_question_of_ten_thousand_words_is_refused(archive: Path) -> None:
    failed(groundwire("ask", "why " * 10_000, "--archive", archive), "question")


def test_a_folder_that_is_no_archive_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "holiday.txt").write_text("sun")
    failed(groundwire("ask", "How many?", "--archive", tmp_path), str(tmp_path))
    failed(groundwire("index", write_news(tmp_path.parent / "n"), "--archive", tmp_path), str(tmp_path))
    assert [p.name for p in tmp_path.iterdir()] == ["holiday.txt"]


def test_a_missing_archive_is_told_with_what_to_do(tmp_path: Path) -> None:
    failed(groundwire("ask", "How many?", "--archive", tmp_path / "none"), "groundwire index")


def test_an_archive_without_articles_abstains(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    assert groundwire("index", tmp_path / "articles", "--archive", tmp_path / "a").returncode == 0
    run = groundwire("ask", "How many boats?", "--archive", tmp_path / "a", "--json")
    assert run.returncode == 0 and json.loads(run.stdout)["status"] == "abstained"


def test_rejected_files_are_told_and_the_rest_is_indexed(tmp_path: Path) -> None:
    folder = write_news(tmp_path / "articles")
    (folder / "empty.txt").write_text("")
    (folder / "picture.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "broken.jsonl").write_text(
        '{"text": "A fine sentence about a lighthouse on Skua Rock."}\n{oops\n'
    )
    run = groundwire("index", folder, tmp_path / "missing", "--archive", tmp_path / "a", "--json")
    report = json.loads(run.stdout)
    assert run.returncode == 1 and report["added"] == 5
    told = {Path(r["path"]).name: r["reason"] for r in report["rejected"]}
    assert set(told) == {"empty.txt", "picture.txt", "broken.jsonl:2", "missing"}
    assert len(run.stderr.strip().splitlines()) == 4 and "Traceback" not in run.stderr


def test_a_date_that_does_not_exist_is_refused(archive: Path) -> None:
    failed(groundwire("ask", "How many boats?", "--archive", archive, "--since", "31/31/2023"), "31/31/2023")


def test_an_empty_range_is_refused(archive: Path) -> None:
    failed(
        groundwire(
            "ask", "How many?", "--archive", archive, "--since", "2031-02-02", "--until", "2031-01-01"
        ),
        "2031-02-02",
    )


def test_an_unknown_article_is_told(archive: Path) -> None:
    failed(groundwire("article", "censu", "--archive", archive), "censu")


def test_wrong_usage_exits_with_2(archive: Path) -> None:
    assert groundwire("ask").returncode == 2
    assert groundwire("index", "--archive", archive).returncode == 2
    assert groundwire("search", "x", "--archive", archive, "--k", "0").returncode == 2


def test_the_doctor_finds_nothing_wrong(archive: Path) -> None:
    run = groundwire("doctor", "--archive", archive)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "4 articles" in run.stdout


def test_help_loads_nothing_heavy() -> None:
    code = "import sys, groundwire; sys.argv = ['groundwire', '--help']\ntry: groundwire.main()\nexcept SystemExit: pass\n"
    code += "print(sorted({'chromadb', 'gradio', 'llama_index', 'onnxruntime', 'tantivy', 'openai', 'trafilatura', 'sqlalchemy'} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert run.stdout.splitlines()[-1] == "[]", run.stdout[-500:] + run.stderr


def test_repair_brings_lost_indexes_back(archive: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(archive, tmp_path / "copy")
    for folder in ("vectors", "words"):
        shutil.rmtree(copy / folder, ignore_errors=True)
    run = groundwire("repair", "--archive", copy, "--json")
    assert run.returncode == 0 and json.loads(run.stdout)["articles"] == 4
    hits = json.loads(groundwire("search", "boats damaged", "--archive", copy, "--json").stdout)
    assert hits[0]["lexical_rank"] is not None


def test_an_earlier_answer_is_rechecked_and_a_change_shown(archive: Path, tmp_path: Path) -> None:
    kept, folder = shutil.copytree(archive, tmp_path / "copy"), write_news(tmp_path / "articles")
    text, quote = ARTICLES[0]["text"], "The school has 96 pupils."
    start = text.index(quote)
    cited = {"n": 1, "article_id": "census", "version": version_of(text), "quote": quote}
    cited |= {"start": start, "end": start + len(quote)}
    claim = {"text": quote, "verdict": "supported", "citations": [1]}
    answer = tmp_path / "answer.json"
    answer.write_text(
        json.dumps({"question": "How many?", "status": "answered", "claims": [claim], "citations": [cited]})
    )
    assert groundwire("recheck", answer, "--archive", kept).returncode == 0
    news = folder / "news.jsonl"
    news.write_text(news.read_text().replace("96 pupils", "97 pupils"))
    groundwire("index", news, "--archive", kept)
    run = groundwire("recheck", answer, "--archive", kept, "--json")
    found = json.loads(run.stdout)
    assert run.returncode == 3 and found["current"] is False
    assert [one["status"] for one in found["citations"] + found["claims"]] == ["superseded"] * 2
    assert found["citations"][0]["now"]["quote"] == "The school has 97 pupils."
    shown = groundwire("article", "census", "--diff", "--archive", kept).stdout
    assert "- The school has 96 pupils." in shown and "+ The school has 97 pupils." in shown


def test_a_feed_is_indexed_from_this_machine_only_when_allowed(tmp_path: Path) -> None:
    page = (
        "<html><body><article><h1>Quay opens</h1><p>The quay of Tarn was opened on Monday by the mayor.</p>"
    )
    with serving() as site:
        site.page("/a", page)
        site.page(
            "/feed", f"<rss version='2.0'><channel><item><link>{site.url}/a</link></item></channel></rss>"
        )
        command = ("index", "--feed", f"{site.url}/feed", "--archive", tmp_path / "a", "--json")
        refused = groundwire(*command, GROUNDWIRE_FETCH_INTERVAL="0")
        assert refused.returncode == 1 and "no public address" in refused.stderr
        assert json.loads(refused.stdout)["added"] == 0 and site.paths == []
        run = groundwire(*command, "--allow-private", GROUNDWIRE_FETCH_INTERVAL="0")
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout)["added"] == 1
    failed(groundwire("index", "--limit", "3", tmp_path, "--archive", tmp_path / "a"), "--feed")
