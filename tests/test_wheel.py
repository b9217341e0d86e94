"""The wheel holds all that it needs and works from any folder."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.support.news import write_news

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's files, unpacked as an installer would."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT, check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        wheel.extractall(folder / "site")
    return folder / "site"


def test_the_wheel_holds_code_weights_prompts_and_nothing_else(installed: Path) -> None:
    top = {path.name for path in installed.iterdir() if not path.name.endswith(".dist-info")}
    assert top == {"app", "index", "prompts", "eval", "groundwire.py"}
    for needed in (
        "index/models/all-MiniLM-L6-v2/model.onnx",
        "app/models/reader/model.onnx",
        "app/extractive/reading_scorer.json",
        "app/chat/assets/style.css",
        "app/chat/assets/reader.js",
    ):
        assert (installed / needed).stat().st_size > 0
    assert list((installed / "prompts").glob("*.md"))
    metadata = next(installed.glob("*.dist-info"))
    assert "groundwire = groundwire:main" in (metadata / "entry_points.txt").read_text()


def test_the_installed_command_indexes_and_answers_from_any_folder(installed: Path, tmp_path: Path) -> None:
    write_news(tmp_path / "articles")
    environment = {**os.environ, "PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"}

    def run(*arguments: str) -> str:
        code = "import groundwire, sys; print(groundwire.__file__, file=sys.stderr); groundwire.main()"
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments],
            cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert done.stderr.splitlines()[0] == str(installed / "groundwire.py")
        return done.stdout

    run("index", "articles", "--archive", "a")
    answer = json.loads(run("ask", "How many people live on Skua Rock?", "--archive", "a", "--json"))
    assert "1,480" in answer["claims"][0]["text"]
