import pytest

from app.settings import Settings
from index.errors import SettingsError
from index.public_url import public_url
from index.stores import Stores

KEY = "sk-not-a-real-key-123456"


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    for name in os.environ:
        if name.startswith(("GROUNDWIRE_", "OPENAI_")):
            monkeypatch.delenv(name)


def test_the_environment_is_read_and_its_own_names_win(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("OPENAI_BASE_URL", "http://localhost:1/v1/")
    monkeypatch.setenv("GROUNDWIRE_BASE_URL", "http://localhost:2/v1/")
    monkeypatch.setenv("GROUNDWIRE_MODEL", "small")
    settings = Settings()
    assert settings.api_key is not None and settings.api_key.get_secret_value() == KEY
    assert settings.base_url == "http://localhost:2/v1"
    assert settings.answers_with_model


def test_a_model_is_used_only_when_named() -> None:
    assert not Settings(api_key=KEY).answers_with_model
    with pytest.raises(SettingsError, match="neither a key nor an endpoint"):
        _ = Settings(model="small").answers_with_model


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"timeout": "soon"}, "timeout"),
        ({"timeout": -1}, "timeout"),
        ({"base_url": "localhost:11434"}, "base_url"),
        ({"base_url": "file:///etc/passwd"}, "base_url"),
        ({"base_url": "http://localhost:99999/v1"}, "base_url"),
        ({"price_in": 1}, "price_out"),
        ({"embedder": "other"}, "embedder"),
        ({"modle": "x"}, "modle: there is no such setting"),
        ({"api_key": KEY + "\x00"}, "api_key"),
    ],
)
def test_a_bad_value_is_one_line_that_names_the_setting(values: dict[str, object], message: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Settings(**values)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_key_is_in_no_text_of_the_settings_or_their_errors() -> None:
    settings = Settings(api_key=KEY, embedding_api_key=KEY)
    with pytest.raises(SettingsError) as caught:
        Settings(api_key=KEY + "é", timeout="x")
    error = caught.value
    for text in (
        repr(settings),
        str(settings),
        settings.model_dump_json(),
        str(error),
        repr(error.__context__),
    ):
        assert KEY not in text


def test_a_shown_address_holds_no_secret() -> None:
    assert public_url("http://me:pw@host:1/v1?key=x#y") == "http://host:1/v1"
    assert Settings(base_url="http://[::1]:8/v1").endpoint == "http://[::1]:8/v1"


def test_the_addresses_of_servers_hold_passwords_and_are_not_shown() -> None:
    settings = Settings(
        database_url="postgresql://me:s3cret@host/news",
        chroma_url=" https://me:s3cret@host ",
        machine="alpha",
    )
    assert settings.stores.database_url == "postgresql://me:s3cret@host/news"
    assert settings.stores.chroma_url == "https://me:s3cret@host"
    assert settings.stores.machine == "alpha"
    for text in (repr(settings), settings.model_dump_json(), repr(settings.stores)):
        assert "s3cret" not in text
    assert Settings(database_url="", chroma_url="  ").stores == Stores()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("database_url", "sqlite:///me:s3cret"),
        ("database_url", "postgresql://me:s3cret@host"),
        ("database_url", "postgresql://me:s3cret@host:0/db"),
        ("chroma_url", "host:8000/s3cret"),
        ("chroma_url", "http://me:s3cret@"),
        ("machine", "s3cret/.."),
    ],
)
def test_an_address_that_is_none_is_refused_unseen(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Settings(**{name: value})
    assert name in str(caught.value) and "s3cret" not in f"{caught.value} {caught.value.__context__!r}"
