"""Reading files on a disk as indexing does, without an archive."""

from pathlib import Path

from index.article import Article
from index.reading import LIMITS, Limits, Rejection, SourceFile, discover, read


def read_items(path: Path, limits: Limits = LIMITS) -> list[Article | Rejection]:
    items: list[Article | Rejection] = []
    for source in discover([path]):
        items.extend(read(source, limits) if isinstance(source, SourceFile) else [source])
    return items


def articles_in(path: Path, limits: Limits = LIMITS) -> list[Article]:
    return [item for item in read_items(path, limits) if isinstance(item, Article)]


def rejections_in(path: Path, limits: Limits = LIMITS) -> list[Rejection]:
    return [item for item in read_items(path, limits) if isinstance(item, Rejection)]
