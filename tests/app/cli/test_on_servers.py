"""The commands, and what the chat page asks with, over one archive on servers from two machines."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from app.api import Groundwire
from app.chat.live_archive import LiveArchive
from app.cli.main import build_cli
from app.contract import to_model
from app.settings import Settings
from eval.cli import build_eval_app
from index.errors import ArchiveError
from tests.support.eval_world import UNANSWERABLE
from tests.support.news import ARTICLES, write_news
from tests.support.servers import PASSWORD, QUOTED, ChromaServer, Postgres


@dataclass(frozen=True)
class Place:
    home: Path
    database: str
    chroma: str

    def call(self, *words: object) -> Result:
        cli = build_cli()
        cli.add_typer(build_eval_app(), name="eval")
        done = CliRunner().invoke(
            cli, [*map(str, words), "--database-url", self.database, "--chroma-url", self.chroma]
        )
        told = f"{done.output} {done.stderr} {done.exception}"
        assert PASSWORD not in told and QUOTED not in told
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done


@pytest.fixture(scope="module")
def place(
    tmp_path_factory: pytest.TempPathFactory, postgres_server: Postgres, chroma_server: ChromaServer
) -> Place:
    home = tmp_path_factory.mktemp("servers")
    made = Place(home, postgres_server.database(), chroma_server.url)
    done = made.call("index", write_news(home / "news"), "--archive", home / "alpha", "--json")
    assert json.loads(done.stdout)["added"] == len(ARTICLES)
    return made


def test_another_machine_answers(place: Place) -> None:
    question = "How many people live on Skua Rock?"
    answer = json.loads(place.call("ask", question, "--archive", place.home / "beta", "--json").stdout)
    assert answer["status"] == "answered" and "1,480" in answer["claims"][0]["text"]
    settings = Settings(database_url=place.database, chroma_url=place.chroma)
    with Groundwire(place.home / "beta", settings=settings) as groundwire:  # as the chat page asks
        assert "1,480" in to_model(LiveArchive(groundwire, settings).get().ask(question)).text
    assert not any(name in os.environ for name in ("GROUNDWIRE_DATABASE_URL", "GROUNDWIRE_CHROMA_URL"))


def test_doctor_and_repair_know_the_servers(place: Place) -> None:
    place.call("repair", "--archive", place.home / "beta")
    found = json.loads(place.call("doctor", "--archive", place.home / "beta", "--json").stdout)
    told = {finding["part"]: finding for finding in found}
    assert told["archive"]["ok"] and "at postgresql://127.0.0.1" in told["archive"]["message"]
    assert told["vectors"]["ok"] and told["vectors"]["message"].endswith(f"vectors, at {place.chroma}")


def test_an_evaluation_runs(place: Place) -> None:
    cases = place.home / "cases.jsonl"
    cases.write_text(UNANSWERABLE.model_dump_json() + "\n", encoding="utf-8")
    out = place.home / "run"
    told = json.loads(
        place.call("eval", "run", cases, "--archive", place.home / "beta", "--out", out, "--json").stdout
    )
    assert (told["cases"], told["failed"]) == (1, 0)
    kept = "".join(path.read_text(encoding="utf-8") for path in out.rglob("*.json*"))
    assert kept and PASSWORD not in kept and QUOTED not in kept and "postgresql" not in kept


def test_what_is_wrong_is_told_without_the_password(place: Place) -> None:
    wrong = Place(place.home, place.database.replace(QUOTED, "wrong-one"), place.chroma)
    with pytest.raises(ArchiveError) as caught:
        wrong.call("search", "storm", "--archive", place.home / "beta")
    assert "password authentication failed" in str(caught.value) and "wrong-one" not in str(caught.value)
