"""Taking out articles whose sources have vanished."""

import os
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Engine

from index.catalog_sources import SourceBook
from index.catalog_writer import writing

PAGE = 500


def prune(engine: Engine, paths: Sequence[Path]) -> int:
    """Remove the articles that no source under `paths` or elsewhere gives any longer, and return how many.

    A path that does not exist at all prunes nothing: it may be a disk that is not mounted. A file that is
    there but in part unreadable keeps what it gave before.
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
            under = [path for path in page if any(_is_under(path, root) for root in roots)]
            for path in under:
                if not os.path.lexists(path):
                    book.forget(path)
            book.drop_stale_links(under)
    removed = 0
    while True:
        with writing(engine) as catalog:
            book = SourceBook(catalog.connection)
            for key, path in book.lost_owners(PAGE):
                catalog.hand_over(key, path)
            keys = book.unlinked(PAGE)
            for key in keys:
                catalog.remove(key)
            removed += len(keys)
            if not keys and not book.lost_owners(1):
                return removed


def _is_under(path: str, root: str) -> bool:
    return path == root or path.startswith(root.rstrip(os.sep) + os.sep)
