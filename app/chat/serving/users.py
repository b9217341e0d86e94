"""The users file: who may log in. Without one the page is open to everybody who can reach it."""

import json
import os
import re
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from app.chat.serving.passwords import hash_password, password_matches
from index.errors import InputError, SettingsError

FILE = "users.json"
SHORTEST_PASSWORD = 10
_NAME = re.compile(r"[\w.@+-]{1,64}")
_NOBODY = "scrypt$32768$8$3$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
"""Checked for unknown names, so that they take as long as known ones; no password gives it."""


class _User(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    password: str
    editor: bool = False


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    users: list[_User] = []


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who may log in; editors may also change the archive and the settings."""

    name: str
    editor: bool


class Users:
    """Reads and writes the users file; what another process writes counts at once.

    Args:
        path: the file; no users when it is not there.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def any(self) -> bool:
        """Whether somebody must log in at all: true from the first user on, and for a broken file."""
        return self.path.exists()

    def user(self, name: str) -> User | None:
        """Return a user by name, None when there is none."""
        found = next((user for user in self._read() if user.name == name), None)
        return User(found.name, found.editor) if found else None

    def all(self) -> list[User]:
        """Return every user by name."""
        return [User(user.name, user.editor) for user in sorted(self._read(), key=lambda u: u.name)]

    def authenticate(self, name: str, password: str) -> User | None:
        """Return the user whose name and password these are, else None after as long a time."""
        found = next((user for user in self._read() if user.name == name), None)
        matches = password_matches(password, found.password if found else _NOBODY)
        return User(found.name, found.editor) if found and matches else None

    def add(self, name: str, password: str, *, editor: bool = False) -> None:
        """Add a user, or give a known one a new password.

        Raises:
            InputError: the name or the password cannot be used, or the file cannot be written.
        """
        if not _NAME.fullmatch(name):
            raise InputError(f"{name!r} cannot be a user's name", hint="Use letters, digits and . @ + - _")
        if len(password) < SHORTEST_PASSWORD:
            raise InputError(f"the password has fewer than {SHORTEST_PASSWORD} characters")
        others = [user for user in self._read() if user.name != name]
        self._write([*others, _User(name=name, password=hash_password(password), editor=editor)])

    def remove(self, name: str) -> None:
        """Remove a user.

        Raises:
            InputError: there is none of that name, or the file cannot be written.
        """
        users = self._read()
        if all(user.name != name for user in users):
            raise InputError(f"there is no user {name!r}", hint="`groundwire users list` shows them")
        self._write([user for user in users if user.name != name])

    def _read(self) -> list[_User]:
        try:
            return _File.model_validate_json(self.path.read_bytes()).users
        except FileNotFoundError:
            return []
        except (OSError, ValidationError) as error:
            why = getattr(error, "strerror", None) or "it is not the form that `groundwire users add` writes"
            raise SettingsError(
                f"the users file {self.path} cannot be read: {why}", hint="Mend it, or add the users anew"
            ) from None

    def _write(self, users: list[_User]) -> None:
        text = json.dumps({"users": [user.model_dump() for user in users]}, indent=2)
        fresh = self.path.with_suffix(".new")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as stream:
                stream.write(text)
            fresh.replace(self.path)
        except OSError as error:
            raise InputError(f"the users file {self.path} cannot be written: {error.strerror}") from error
