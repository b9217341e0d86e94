"""Opening the parts of an archive where they lie: catalog, vectors, and this machine's own folder."""

from dataclasses import dataclass
from pathlib import Path

from index.catalog import Catalog
from index.chroma_embedded import EmbeddedChroma
from index.own_folder import check_own, claim_folder
from index.source_keys import LOCAL_KEYS, SourceKeys
from index.stores import Stores
from index.vectors import Chroma


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What an archive is made of.

    Args:
        catalog: open.
        chroma: where the vectors lie; not yet opened.
        keys: by what the catalog knows this machine's files.
    """

    catalog: Catalog
    chroma: Chroma
    keys: SourceKeys


def open_parts(folder: Path, stores: Stores, *, create: bool) -> Parts:
    """Return the parts of an archive; arguments and errors as of `index.archive.Archive.open`."""
    if stores.database_url is not None:
        check_own(folder)  # before anything is made on a server
    catalog = Catalog.open(folder, stores, create=create)
    try:
        keys = LOCAL_KEYS
        if catalog.database.shared:
            keys = SourceKeys(claim_folder(folder, catalog.identity(), stores.machine))
        chroma: Chroma = EmbeddedChroma(folder / "vectors")
        if stores.chroma_url is not None:
            from index.chroma_server import ChromaServer

            chroma = ChromaServer(stores.chroma_url, catalog.identity())
    except BaseException:
        catalog.close()
        raise
    return Parts(catalog=catalog, chroma=chroma, keys=keys)
