"""What an article is known by across its versions.

In this order:

1. the id that the source gives it;
2. its canonical URL, when that leads to a page and not only to a site;
3. the name of its file: the name of the folder it was found under, and the path from there, such as
   `harbour-news/2023/a.txt`. A file named by itself is found under its own folder. So neither the working
   directory nor a move of the folder changes an id, two folders of equal file names do not collide, and a
   file gets the same id by its folder or by its name, except where it lies deeper in a tree than the folder
   that was named. A line of a file of many articles adds a digest: of its headline, outlet and date, so that
   a corrected text stays the same article and an inserted line moves no other, else of its text.
"""

import hashlib
import os
import unicodedata
from collections import Counter
from pathlib import Path, PurePosixPath
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from index.reading.draft import Draft
from index.reading.source import printable

MAX_ID = 500  # characters
_TRACKING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "cmpid", "ocid", "igshid")
_PORTS = {"http": 80, "https": 443}


def source_name(path: Path, root: Path) -> str:
    """Return the name of a file found under `root`, both absolute; see the module's text."""
    home = Path(os.path.realpath(root)).name if root.is_symlink() else Path(os.path.normpath(root)).name
    name = str(PurePosixPath(home, *path.relative_to(root).parts))
    return printable(
        unicodedata.normalize("NFC", name)
    )  # one file system stores é in one piece, another in two


def canonical_url(url: str) -> str | None:
    """Return a web address without what differs between links to one page, or None when it names no page.

    Dropped are the fragment, tracking parameters, the default port and the case of the host.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in _PORTS or not host:
        return None
    query = urlencode(
        [(k, v) for k, v in parse_qsl(parts.query, True) if not k.lower().startswith(_TRACKING)]
    )
    if parts.path in ("", "/") and not query:
        return None
    if port and port != _PORTS[parts.scheme.lower()]:
        host = f"{host}:{port}"
    return urlunsplit((parts.scheme.lower(), host, parts.path, query, ""))


class Namer:
    """Gives the articles of one file their ids.

    Args:
        name: the file's name, see `source_name`.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._given: Counter[str] = Counter()

    def name(self, draft: Draft, text: str) -> str:
        """Return the id of a draft whose clean text is `text`."""
        if draft.article_id and draft.article_id.strip():
            return _bounded(printable(" ".join(draft.article_id.split())))
        if draft.url and (url := canonical_url(draft.url)):
            return _bounded(printable(url))
        if not draft.several:
            return _bounded(self._name)
        if draft.title:
            told = "\0".join([draft.title, draft.outlet or "", draft.published_at or ""])
        else:
            told = text
        digest = hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:12]
        self._given[digest] += 1
        again = f"-{self._given[digest]}" if self._given[digest] > 1 else ""
        return _bounded(self._name, f"#{digest}{again}")


def _bounded(name: str, ending: str = "") -> str:
    if len(name) + len(ending) <= MAX_ID:
        return name + ending
    digest = hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:16]
    return f"{name[: MAX_ID - 17 - len(ending)]}~{digest}{ending}"
