"""Taking out articles whose sources have vanished."""

import os
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Engine

from index.catalog_sources import SourceBook
from index.catalog_writer import writing
from index.source_keys import LOCAL_KEYS, SourceKeys

PAGE = 500


def prune(engine: Engine, paths: Sequence[Path], keys: SourceKeys = LOCAL_KEYS) -> int:
    """Remove the articles that no source under `paths` or elsewhere gives any longer, and return how many.

    A path that does not exist at all prunes nothing: it may be a disk that is not mounted. A file that is
    there but in part unreadable keeps what it gave before. What another machine gave is not looked at.

    Args:
        engine: the catalog's.
        paths: files and folders.
        keys: by what files are known.
    """
    roots = [root for path in paths if os.path.lexists(root := os.path.normpath(path.absolute()))]
    last = ""
    while True:
        with writing(engine) as catalog:
            book = SourceBook(catalog.connection)
            page = book.paths_after(last, PAGE)
            if not page:
                break
            last = page[-1]
            under = [key for key in page if any(_is_under(keys.path(key), root) for root in roots)]
            for key in under:
                if not keys.is_there(key):
                    book.forget(key)
            book.drop_stale_links(under)
    removed = 0
    while True:
        with writing(engine) as catalog:
            book = SourceBook(catalog.connection)
            for article, source in book.lost_owners(PAGE):
                catalog.hand_over(article, source)
            gone = book.unlinked(PAGE)
            for article in gone:
                catalog.remove(article)
            removed += len(gone)
            if not gone and not book.lost_owners(1):
                return removed


def _is_under(path: str | None, root: str) -> bool:
    return path is not None and (path == root or path.startswith(root.rstrip(os.sep) + os.sep))
