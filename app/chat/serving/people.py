"""Who a request comes from: a user who logged in, or else a visitor known by a cookie alone."""

import base64
import binascii
import hashlib
import hmac
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock

from sqlalchemy import Engine, select

from app.chat.keeping.schema import sessions
from app.chat.serving.users import User, Users

SESSION = "gw_session"
VISITOR = "gw_visitor"
DAYS = 30
_TRUSTED_SECONDS = 300.0
_TOKEN_LENGTH = 32


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks.

    Args:
        key: names them in what is kept: `user:NAME` or `visitor:RANDOM`.
        name: as shown; empty for a visitor.
        editor: whether they may change the archive and the settings.
        fresh: token to put into the visitor's cookie, when they have none yet.
    """

    key: str
    name: str = ""
    editor: bool = False
    fresh: str = ""


class People:
    """Tells who asks, and logs users in and out.

    Args:
        users: the users file.
        engine: the page's database, for logins that survive a restart.
        visitors_edit: whether visitors may change the archive, while nobody must log in.
    """

    def __init__(self, users: Users, engine: Engine, *, visitors_edit: bool) -> None:
        self.users = users
        self._engine = engine
        self._visitors_edit = visitors_edit
        self._salt = secrets.token_bytes(16)
        self._trusted: dict[bytes, tuple[str, float]] = {}
        self._lock = Lock()

    def who(self, cookies: Mapping[str, str], authorization: str = "") -> Person | None:
        """Return who a request comes from, None when they must log in first.

        Args:
            cookies: of the request.
            authorization: its `Authorization` header; programs give HTTP Basic.
        """
        if not self.users.any():
            token = cookies.get(VISITOR, "")
            if len(token) == _TOKEN_LENGTH and token.isalnum():
                return Person(f"visitor:{token}", editor=self._visitors_edit)
            token = secrets.token_hex(_TOKEN_LENGTH // 2)
            return Person(f"visitor:{token}", editor=self._visitors_edit, fresh=token)
        if session := cookies.get(SESSION):
            return self._of_session(session)
        return self._of_header(authorization)

    def person(self, key: str) -> Person | None:
        """Return the person of a key as they stand now, None when they may no longer ask."""
        kind, _, name = key.partition(":")
        if kind == "visitor" and not self.users.any():
            return Person(key, editor=self._visitors_edit)
        return _person(self.users.user(name)) if kind == "user" else None

    def log_in(self, name: str, password: str) -> str | None:
        """Return the token for the cookie of a user's new session, None when name or password is wrong."""
        user = self.users.authenticate(name, password)
        if user is None:
            return None
        token = secrets.token_urlsafe(32)
        with self._engine.begin() as connection:
            connection.execute(sessions.delete().where(sessions.c.expires < time.time()))
            row = {
                "token_hash": _digest(token),
                "person": user.name,
                "expires": int(time.time()) + DAYS * 86_400,
            }
            connection.execute(sessions.insert().values(row))
        return token

    def log_out(self, token: str) -> None:
        """End a session."""
        with self._engine.begin() as connection:
            connection.execute(sessions.delete().where(sessions.c.token_hash == _digest(token)))

    def _of_session(self, token: str) -> Person | None:
        query = select(sessions.c.person).where(
            sessions.c.token_hash == _digest(token), sessions.c.expires >= time.time()
        )
        with self._engine.connect() as connection:
            name = connection.execute(query).scalar()
        return _person(self.users.user(name)) if name else None

    def _of_header(self, authorization: str) -> Person | None:
        scheme, _, given = authorization.partition(" ")
        if scheme.lower() != "basic":
            return None
        try:
            name, _, password = base64.b64decode(given, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return None
        # A program sends its password with every request: one that was right is not hashed again for a while.
        mark = hmac.digest(self._salt, given.encode(), "sha256")
        with self._lock:
            known, until = self._trusted.get(mark, ("", 0.0))
        if known == name and until > time.monotonic():
            return _person(self.users.user(name))
        user = self.users.authenticate(name, password)
        if user is not None:
            with self._lock:
                self._trusted = {m: t for m, t in self._trusted.items() if t[1] > time.monotonic()}
                self._trusted[mark] = (name, time.monotonic() + _TRUSTED_SECONDS)
        return _person(user)


def _person(user: User | None) -> Person | None:
    return Person(f"user:{user.name}", user.name, user.editor) if user else None


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
