"""Answers that are kept."""

from contextlib import closing
from pathlib import Path

from app.model.build import cache_folder
from app.settings import Settings
from tests.support.asked_model import GOOD, KEY, Asked, asking
from tests.support.model_server import Stream, running, text_stream


def test_an_answer_is_kept_by_question_evidence_prompt_and_model(tmp_path: Path) -> None:
    with running(text_stream(GOOD)) as server:
        first = Asked(server, tmp_path, cache=True)
        answers = [first.engine.ask("How many died?"), first.engine.ask("How many died?")]
        assert len(server.requests) == 1
        assert answers[0].claims == answers[1].claims
        assert answers[1].usage == {"cached": 1}
        first.engine.ask("How many were hurt?")
        first.close()
        for settings in ({"cache": True, "model": "other"}, {"cache": False}):
            with closing(Asked(server, tmp_path, **settings)) as other:
                other.engine.ask("How many died?")
        assert len(server.requests) == 4
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert KEY.encode() not in kept and b"How many died" not in kept and b"Skerry" not in kept


def test_a_reply_that_broke_off_is_not_kept_and_a_broken_cache_is_as_good_as_none(tmp_path: Path) -> None:
    (tmp_path / "replies.sqlite").write_bytes(b"no database at all " * 100)
    with asking(tmp_path, text_stream(GOOD), cache=True) as asked:
        assert len(asked.engine.ask("How many died?").claims) == 2
    cut = Stream(["Four people died. [1.2]\n"], finish="length")
    with asking(tmp_path / "new", cut, cache=True) as asked:
        asked.engine.ask("How many died?")
        asked.engine.ask("How many died?")
        assert len(asked.server.requests) == 2


def test_the_cache_lies_where_it_is_set_or_in_the_users_cache_folder(tmp_path: Path) -> None:
    assert cache_folder(Settings(cache_dir=tmp_path)) == tmp_path
    assert cache_folder(Settings()).name == "groundwire"
