"""Users, passwords, logins and rates."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from app.chat.keeping.schema import open_database, sessions
from app.chat.serving.passwords import hash_password, password_matches
from app.chat.serving.people import SESSION, VISITOR, People
from app.chat.serving.rates import AtOnce, Rate
from app.chat.serving.users import Users
from index.errors import InputError, SettingsError

PASSWORD = "correct horse battery"


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = open_database(tmp_path / "data")
    yield opened
    opened.dispose()


def people(tmp_path: Path, engine: Engine, *names: str) -> People:
    users = Users(tmp_path / "users.json")
    for name in names:
        users.add(name, PASSWORD, editor=name == "ed")
    return People(users, engine, visitors_edit=True)


def test_a_password_is_kept_as_a_salted_hash_alone(tmp_path: Path) -> None:
    users = Users(tmp_path / "users.json")
    users.add("ann", PASSWORD)
    written = users.path.read_text()
    assert PASSWORD not in written and hash_password(PASSWORD) not in written
    assert users.path.stat().st_mode & 0o077 == 0
    assert users.authenticate("ann", PASSWORD) and not users.authenticate("ann", "wrong wrong wrong")
    assert not users.authenticate("bob", PASSWORD)
    users.add("ann", "another password")
    assert not users.authenticate("ann", PASSWORD)
    users.remove("ann")
    assert users.any() and users.all() == []


@pytest.mark.parametrize("kept", ["", "scrypt$1$2", "md5$1$1$1$AA==$AA==", "scrypt$32768$8$3$!!$??"])
def test_a_broken_hash_matches_nothing(kept: str) -> None:
    assert not password_matches(PASSWORD, kept)


def test_bad_names_short_passwords_and_broken_files_are_told(tmp_path: Path) -> None:
    users = Users(tmp_path / "users.json")
    with pytest.raises(InputError, match="cannot be a user's name"):
        users.add("a/../b", PASSWORD)
    with pytest.raises(InputError, match="fewer than 10"):
        users.add("ann", "short")
    with pytest.raises(InputError, match="no user 'ann'"):
        users.remove("ann")
    users.path.write_text("{}}")
    with pytest.raises(SettingsError, match="cannot be read"):
        users.all()


def test_without_users_a_visitor_is_known_by_a_cookie(tmp_path: Path, engine: Engine) -> None:
    found = people(tmp_path, engine)
    first = found.who({})
    assert first and first.fresh and first.editor
    again = found.who({VISITOR: first.fresh})
    assert again and again.key == first.key and not again.fresh
    forged = found.who({VISITOR: "user:ed"})
    assert forged and forged.key.startswith("visitor:") and forged.fresh


def test_with_users_only_a_login_counts_and_it_survives_a_restart(tmp_path: Path, engine: Engine) -> None:
    found = people(tmp_path, engine, "ann", "ed")
    assert found.who({VISITOR: "0" * 32}) is None
    assert found.log_in("ann", "wrong wrong wrong") is None
    token = found.log_in("ann", PASSWORD)
    assert token
    restarted = people(tmp_path, engine)
    who = restarted.who({SESSION: token})
    assert who and (who.key, who.editor) == ("user:ann", False)
    with engine.begin() as connection:
        assert all(token != row.token_hash for row in connection.execute(sessions.select()))
    restarted.log_out(token)
    assert restarted.who({SESSION: token}) is None


def test_a_program_gives_its_password_and_a_removed_user_is_out_at_once(
    tmp_path: Path, engine: Engine
) -> None:
    found = people(tmp_path, engine, "ed")
    import base64

    header = "Basic " + base64.b64encode(f"ed:{PASSWORD}".encode()).decode()
    for _ in range(2):
        who = found.who({}, header)
        assert who and who.editor
    assert found.who({}, "Basic ed:plain") is None and found.who({}, "Bearer x") is None
    found.users.remove("ed")
    assert found.who({}, header) is None
    assert found.person("user:ed") is None


def test_a_rate_gives_turns_back_with_time() -> None:
    now = [0.0]
    rate = Rate(2, 60, clock=lambda: now[0])
    assert rate.wait("a") == 0 and rate.wait("a") == 0
    assert rate.spent("a") and not rate.spent("b")
    assert rate.wait("a") == pytest.approx(30)
    assert rate.wait("b") == 0
    now[0] = 30
    assert rate.wait("a") == 0 and rate.wait("a") > 0


def test_only_so_many_at_once() -> None:
    running = AtOnce(1)
    assert running.enter("a") and not running.enter("a") and running.enter("b")
    running.leave("a")
    assert running.enter("a")
