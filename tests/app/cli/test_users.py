"""`groundwire users` and the settings that an editor may change."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.chat.settings_tab import changed
from app.cli.users import build_users_app
from app.settings import Settings
from index.errors import SettingsError


def test_users_are_added_listed_and_removed(tmp_path: Path) -> None:
    cli, archive = CliRunner(), str(tmp_path / "archive")
    users = build_users_app()
    assert "open to everybody" in cli.invoke(users, ["list", "--archive", archive]).output
    added = cli.invoke(users, ["add", "ann", "--archive", archive, "--editor"], input="a long password\n")
    assert added.exit_code == 0 and "ann may log in and change the archive" in added.output
    assert "a long password" not in (tmp_path / "archive.chat" / "users.json").read_text()
    assert cli.invoke(users, ["list", "--archive", archive]).output == "ann (editor)\n"
    assert cli.invoke(users, ["remove", "ann", "--archive", archive]).exit_code == 0
    assert "nobody may log in" in cli.invoke(users, ["list", "--archive", archive]).output


def test_settings_changed_on_the_page_are_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "GROUNDWIRE_API_KEY", "OPENAI_BASE_URL", "GROUNDWIRE_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GROUNDWIRE_MODEL", "from-outside")
    here = Settings(base_url="http://localhost:9/v1", api_key="secret")
    now = changed(here, {"model": None, "judge": "judge", "budget": 2.5})
    assert (now.model, now.judge, now.budget, now.base_url) == (None, "judge", 2.5, "http://localhost:9/v1")
    assert now.api_key is not None and now.api_key.get_secret_value() == "secret"
    with pytest.raises(SettingsError, match="neither a key nor an endpoint"):
        changed(Settings(), {"model": "some-model"})
    with pytest.raises(SettingsError, match="budget"):
        changed(here, {"budget": -1})
