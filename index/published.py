"""How far the vector index was when it was last written: told without opening it, which takes seconds."""

from dataclasses import replace
from pathlib import Path

from index import catalog_schema as schema
from index.catalog import Catalog, CatalogState
from index.catalog_writer import writing
from index.errors import ArchiveError
from index.revision_note import read_note, write_note

FORM = 1


class Published:
    """Notes the revision in the catalog, or in a file where the vectors are this machine's own.

    Args:
        catalog: the archive's.
        file: the file; the catalog when None.
        on_server: whether the vectors are on a server: an archive may have been both ways, and one note says
            nothing of the other's vectors.
    """

    def __init__(self, catalog: Catalog, file: Path | None, on_server: bool) -> None:
        self._catalog = catalog
        self._file = file
        self._name = "published on server" if on_server else "published"

    def state(self) -> CatalogState:
        """Return where catalog and vector index stand."""
        state = self._catalog.state(self._name)
        return state if self._file is None else replace(state, published=read_note(self._file, FORM) or 0)

    def note(self, revision: int) -> None:
        """Note that the vector index has reached a revision.

        Raises:
            ArchiveError: it cannot be written.
        """
        if self._file is None:
            with writing(self._catalog.engine) as catalog:
                schema.set_meta(catalog.connection, self._name, revision)
            return
        try:
            write_note(self._file, FORM, revision)
        except OSError as error:
            raise ArchiveError(f"{self._file} cannot be written: {error.strerror or error}") from error
