"""The page for programs, asked by the clients that programs use: gradio_client and the MCP Python SDK."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.filterwarnings("ignore")  # gradio and its server warn of their own affairs

SCRIPT = Path(__file__).parents[3] / "support" / "clients.py"


@pytest.fixture(scope="module")
def got(served: Any) -> dict[str, Any]:
    question = "How many people live on Skua Rock?"
    command = [sys.executable, str(SCRIPT), served.address, str(served.folder / "archive"), question]
    run = subprocess.run(command, capture_output=True, text=True, timeout=300, cwd=SCRIPT.parents[2])
    assert run.returncode == 0, run.stderr
    return dict(json.loads(run.stdout))


def test_gradio_client_asks_searches_and_opens(got: dict[str, Any]) -> None:
    told = got["gradio"]
    assert told["endpoints"] == ["/article", "/ask", "/search"]
    citation = told["answer"]["citations"][0]
    assert told["answer"]["status"] == "answered" and citation["source_path"] == "news.jsonl"
    assert told["article"]["text"][citation["start"] : citation["end"]] == citation["quote"]
    assert {hit["article_id"] for hit in told["hits"]} == {"storm-early", "storm-late"}
    assert list(told["refused"]) == ["error"]
    assert "no article 'nowhere'" in told["nowhere"]["error"]


@pytest.mark.parametrize("transport", ["mcp", "stdio"])
def test_the_mcp_sdk_asks_searches_and_opens(got: dict[str, Any], transport: str) -> None:
    told = got[transport]
    assert set(told["tools"]) == {"ask", "search", "open_article"}
    assert told["tools"]["ask"]["annotations"]["readOnlyHint"]
    assert "cited" in told["tools"]["ask"]["description"]
    citation = told["answer"]["citations"][0]
    assert told["article"]["text"][citation["start"] : citation["end"]] == citation["quote"]
    assert len(told["hits"]["result"]) == 2
    assert told["refused"]["isError"]
    assert "the question holds no word" in told["refused"]["content"][0]["text"]
