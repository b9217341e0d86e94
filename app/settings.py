"""Settings from the environment or the caller, checked at once.

Every setting is read from `GROUNDWIRE_` and its name in capitals; the key and the address also from
`OPENAI_API_KEY` and `OPENAI_BASE_URL`. Keys, and addresses that may hold a
password, are `SecretStr`: they print as stars.
"""

from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from pydantic import (
    AliasChoices,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

from index.errors import SettingsError
from index.public_url import public_url
from index.stores import DATABASE_SCHEMES, Stores

OPENAI_URL = "https://api.openai.com/v1"


class Settings(BaseSettings):
    """Everything that can be set.

    Args:
        api_key: key of the model's endpoint; local servers need none.
        base_url: OpenAI-compatible endpoint, such as `http://localhost:11434/v1`; OpenAI's own when None.
        model: name of the model that writes answers; quotes only (the extractive answerer) when None.
        judge: name of a model that gives its opinion on claims that the check leaves undecided.
        embedder: `embedded`, or `openai:NAME` for a model of the embedding endpoint.
        embedding_base_url: endpoint of the embedder; `base_url` when None.
        embedding_api_key: key of that endpoint; `api_key` when None.
        timeout: seconds to wait for a connection or for the next piece of a reply.
        deadline: seconds that one reply may take in all.
        retries: how often a request that failed for a passing reason is sent again.
        max_wait: longest wait in seconds before such a retry, even where the server asks for more.
        answer_tokens: tokens that an answer may take.
        evidence_tokens: tokens of evidence per question.
        context_tokens: tokens that the model reads in all; evidence is cut to fit when set.
        passages: how many passages are searched for per question.
        temperature: sampling temperature, 0 for the same answer each time.
        repairs: how many failed claims of one answer are sent back to the model.
        price_in: price of a million tokens read, in dollars.
        price_out: price of a million tokens written, in dollars.
        budget: dollars that this process may spend on models; no limit when None.
        budget_tokens: tokens that this process may send to and get from models; no limit when None.
        cache: whether model answers are kept and used again for the same question and evidence.
        cache_dir: folder of that cache; the user's cache folder when None.
        user_agent: sent to web servers; a robots.txt is read for its first word.
        fetch_interval: least seconds between two requests to one web server.
        fetch_timeout: seconds to wait for a web server's next bytes.
        fetch_deadline: seconds that one page may take in all.
        fetch_retries: how often a page that failed for a passing reason is asked for again.
        fetch_mb: most megabytes of one page.
        article_mb: most megabytes of one file, or one line of a file of many articles.
        bundle_mb: most megabytes that one `.zip` or `.gz` may unpack to.
        pdf_seconds: most seconds that one PDF may take.
        database_url: PostgreSQL database that holds the catalog; SQLite in the archive's folder when None.
        chroma_url: Chroma server that holds the vectors; Chroma in the archive's folder when None.
        machine: name of this machine among those that share a catalog; made once for a folder when None.

    Raises:
        SettingsError: a value cannot be used; one line that names the setting.
    """

    model_config = SettingsConfigDict(
        env_prefix="GROUNDWIRE_",
        env_ignore_empty=True,
        extra="forbid",
        frozen=True,
        populate_by_name=True,
        hide_input_in_errors=True,
        protected_namespaces=(),
        str_strip_whitespace=True,
    )

    api_key: SecretStr | None = Field(
        default=None, validation_alias=AliasChoices("GROUNDWIRE_API_KEY", "OPENAI_API_KEY")
    )
    base_url: str | None = Field(
        default=None, validation_alias=AliasChoices("GROUNDWIRE_BASE_URL", "OPENAI_BASE_URL")
    )
    model: str | None = None
    judge: str | None = None
    embedder: str = Field(default="embedded", pattern=r"^(embedded|openai:.+)$")
    embedding_base_url: str | None = None
    embedding_api_key: SecretStr | None = None
    timeout: float = Field(default=60, gt=0, le=3_600)
    deadline: float = Field(default=180, gt=0, le=36_000)
    retries: int = Field(default=2, ge=0, le=10)
    max_wait: float = Field(default=20, ge=0, le=600)
    answer_tokens: int = Field(default=800, ge=16, le=100_000)
    evidence_tokens: int = Field(default=3_000, ge=100, le=1_000_000)
    context_tokens: int | None = Field(default=None, ge=500)
    passages: int = Field(default=24, ge=1, le=1_000)
    temperature: float = Field(default=0, ge=0, le=2)
    repairs: int = Field(default=4, ge=0, le=50)
    price_in: float | None = Field(default=None, ge=0)
    price_out: float | None = Field(default=None, ge=0)
    budget: float | None = Field(default=None, gt=0)
    budget_tokens: int | None = Field(default=None, gt=0)
    cache: bool = True
    cache_dir: Path | None = None
    user_agent: str = Field(default="Groundwire/0.1", pattern=r"^[!-~]([ -~]{0,198}[!-~])?$")
    fetch_interval: float = Field(default=1, ge=0, le=3_600)
    fetch_timeout: float = Field(default=20, gt=0, le=600)
    fetch_deadline: float = Field(default=60, gt=0, le=3_600)
    fetch_retries: int = Field(default=2, ge=0, le=10)
    fetch_mb: int = Field(default=16, ge=1, le=1_024)
    article_mb: int = Field(default=64, ge=1, le=4_096)
    bundle_mb: int = Field(default=4_096, ge=1)
    pdf_seconds: float = Field(default=120, gt=0, le=36_000)
    database_url: SecretStr | None = None
    chroma_url: SecretStr | None = None
    machine: str | None = Field(default=None, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$")

    def __init__(self, **values: Any) -> None:
        try:
            super().__init__(**values)
        except ValidationError as error:
            problem = _one_line(error)
        else:
            return
        # Raised outside the handler: pydantic's error holds the values, a key among them.
        raise SettingsError(problem, hint="See the table of settings in the README")

    @field_validator("base_url", "embedding_base_url")
    @classmethod
    def _is_url(cls, value: str | None) -> str | None:
        if value is None:
            return None
        try:
            parts = urlsplit(value)
            usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        except ValueError:
            usable = False
        if not usable:
            raise ValueError("is not an address such as http://localhost:11434/v1")
        return value.rstrip("/")

    @field_validator("database_url", "chroma_url")
    @classmethod
    def _is_server(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if value is None or not value.get_secret_value().strip():
            return None
        url = value.get_secret_value().strip()
        if info.field_name == "database_url":
            schemes, example, named = DATABASE_SCHEMES, "postgresql://user:password@host:5432/name", "/"
        else:
            schemes, example, named = ("http", "https"), "http://host:8000", ""
        try:
            parts = urlsplit(url)
            usable = parts.scheme in schemes and bool(parts.hostname or named) and parts.port != 0
            usable = usable and (not named or len(parts.path) > 1)
        except ValueError:
            usable = False
        if not usable:
            raise ValueError(f"is not an address such as {example}")
        return SecretStr(url)

    @field_validator("api_key", "embedding_api_key")
    @classmethod
    def _is_key(cls, value: SecretStr | None) -> SecretStr | None:
        if value is None or not value.get_secret_value().strip():
            return None
        if not (value.get_secret_value().isascii() and value.get_secret_value().isprintable()):
            raise ValueError("holds characters that no key has")
        return SecretStr(value.get_secret_value().strip())

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        if (self.price_in is None) != (self.price_out is None):
            raise ValueError("price_in and price_out go together: set both or neither")
        return self

    @property
    def answers_with_model(self) -> bool:
        """Whether a model writes the answers.

        Raises:
            SettingsError: a model is named, but neither a key nor an endpoint.
        """
        return self._can_be_asked("model", self.model)

    @property
    def judges_with_model(self) -> bool:
        """Whether a model is asked about claims that the check leaves undecided; raises as above."""
        return self._can_be_asked("judge", self.judge)

    def _can_be_asked(self, role: str, name: str | None) -> bool:
        if name is None:
            return False
        if self.api_key is None and self.base_url is None:
            raise SettingsError(
                f"the {role} {name!r} is set, but neither a key nor an endpoint",
                hint="Set OPENAI_API_KEY, or OPENAI_BASE_URL for a local server",
            )
        return True

    @property
    def stores(self) -> Stores:
        """Where the parts of the archive lie."""
        database, chroma = self.database_url, self.chroma_url
        return Stores(
            database_url=database.get_secret_value() if database else None,
            chroma_url=chroma.get_secret_value() if chroma else None,
            machine=self.machine,
        )

    @property
    def endpoint(self) -> str:
        """The model's address without any user name or password in it, for messages."""
        return public_url(self.base_url or OPENAI_URL)


def _one_line(error: ValidationError) -> str:
    """Return every problem on one line, by setting and without the value given."""
    problems = []
    for problem in error.errors(include_url=False, include_context=False, include_input=False):
        name = str(problem["loc"][0]) if problem["loc"] else ""
        message = problem["msg"].removeprefix("Value error, ")
        if problem["type"] == "extra_forbidden":
            message = "there is no such setting"
        known = name.lower().removeprefix("groundwire_")
        problems.append(f"setting {known}: {message[:1].lower()}{message[1:]}" if name else message)
    return "; ".join(problems)
