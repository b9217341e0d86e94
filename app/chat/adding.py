"""Adding and removing articles, told as it goes on."""

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread

from app.chat.archive_view import Changed, changed_html, progress_html
from app.chat.services import Services
from app.chat.serving.people import Person
from app.chat.told import told
from app.chat.uploads import keep_uploads
from app.sources import is_url
from index.errors import InputError
from index.report import IndexReport

MOST_ADDRESSES = 50
"""Web addresses fetched at once."""
_TELL_EVERY = 0.4  # seconds
_SLUG = re.compile(r"[^\w-]")


def add_articles(services: Services, person: Person, files: Sequence[str], addresses: str) -> Iterator[str]:
    """Yield how far adding is, and at last what came of it, as HTML.

    Args:
        services: the parts behind the page.
        person: who adds; an editor.
        files: uploaded files, as the page names them.
        addresses: web addresses, one a line.

    Raises:
        InputError: nothing can be added as it was given.
    """
    urls = [line.strip() for line in addresses.splitlines() if line.strip()]
    if len(urls) > MOST_ADDRESSES:
        raise InputError(
            f"{len(urls):,} addresses are too many at once", hint=f"Add {MOST_ADDRESSES} at most"
        )
    if wait := services.files.wait(person.key, len(files) + len(urls)):
        raise InputError("You have added very many files", hint=f"Add more in {wait / 60:.0f} minutes")
    refused = [(url[:200], "it is no web address") for url in urls if not is_url(url)]
    kept: list[Path] = []
    if files or not urls:
        incoming = Path(os.environ["GRADIO_TEMP_DIR"])
        kept, broken = keep_uploads(files, incoming, folder_of(services, person))
        refused += broken
    sources: list[str | Path] = [*kept, *(url for url in urls if is_url(url))]
    if not sources:
        yield changed_html(Changed(report=None, refused=refused))
        return
    yield progress_html(0, 0, "reading")
    yield from _index(services, sources, refused)


def remove_articles(services: Services, article_ids: Sequence[str]) -> int:
    """Remove articles and the uploaded files that gave nothing else, and return how many articles.

    Raises:
        InputError: none is chosen.
        ArchiveError: the archive cannot be written.
    """
    if not article_ids:
        raise InputError("no article is chosen", hint="Choose some in the table")
    return services.archive.get().archive.remove(article_ids, forget=services.uploads)


def folder_of(services: Services, person: Person) -> Path:
    """Return the folder of a person's files: equal names of two people are two articles."""
    return services.uploads / (_SLUG.sub("_", person.name) or "page")


def _index(
    services: Services, sources: Sequence[str | Path], refused: Sequence[tuple[str, str]]
) -> Iterator[str]:
    said: SimpleQueue[tuple[int, int, str] | IndexReport | Exception] = SimpleQueue()

    def work() -> None:
        try:
            groundwire = services.archive.get()
            report = groundwire.index(
                sources, progress=lambda *at: said.put(at), allow_private=services.allow_private
            )
            said.put(report)
        except Exception as error:
            said.put(error)

    worker = Thread(target=work, name="adding articles", daemon=True)
    worker.start()  # it goes on when its reader goes away
    while True:
        at = said.get()
        try:
            while isinstance(at, tuple):  # only the newest is worth telling
                at = said.get(timeout=_TELL_EVERY) if said.empty() else said.get_nowait()
        except Empty:
            pass
        if isinstance(at, tuple):
            yield progress_html(*at)
        elif isinstance(at, IndexReport):
            yield changed_html(Changed(report=_shortened(at, services.uploads), refused=refused))
            return
        else:
            yield changed_html(Changed(report=None, refused=[*refused, ("The archive", told(at))]))
            return


def _shortened(report: IndexReport, folder: Path) -> IndexReport:
    """Return the report with the names of uploaded files in place of where the server keeps them."""
    from dataclasses import replace

    places = re.compile(re.escape(str(folder)) + r"[^/]*/[^/]*/")
    rejected = tuple(replace(one, path=places.sub("", one.path)) for one in report.rejected)
    return replace(report, rejected=rejected)
