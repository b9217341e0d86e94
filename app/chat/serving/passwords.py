"""Passwords as salted scrypt hashes."""

import base64
import hashlib
import hmac
import secrets

# OWASP's password storage cheat sheet: N = 2^15, r = 8, p = 3 needs 32 MiB and about 0.2 s a try.
_N, _R, _P = 2**15, 8, 3
_LENGTH = 32


def hash_password(password: str) -> str:
    """Return `scrypt$N$r$p$salt$hash`, different at each call."""
    salt = secrets.token_bytes(16)
    digest = _scrypt(password, salt, _N, _R, _P)
    return "$".join(["scrypt", str(_N), str(_R), str(_P), _text(salt), _text(digest)])


def password_matches(password: str, kept: str) -> bool:
    """Whether `password` is the one that was hashed; False too for a hash that cannot be read."""
    try:
        kind, n, r, p, salt, digest = kept.split("$")
        if kind != "scrypt":
            return False
        given = _scrypt(password, base64.b64decode(salt), int(n), int(r), int(p))
        return hmac.compare_digest(given, base64.b64decode(digest))
    except ValueError:
        return False


def _scrypt(password: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    secret = password.encode("utf-8", "surrogatepass")
    return hashlib.scrypt(secret, salt=salt, n=n, r=r, p=p, maxmem=256 * n * r, dklen=_LENGTH)


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()
