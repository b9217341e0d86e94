"""Where the parts of an archive lie: in its folder, or on servers that several machines share."""

from dataclasses import dataclass, field

DATABASE_SCHEMES = ("postgresql", "postgres")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stores:
    """Addresses are not shown by `repr`: they may hold passwords.

    Args:
        database_url: PostgreSQL database that holds the catalog, such as
            `postgresql://user:password@host:5432/name`; SQLite in the archive's folder when None.
        chroma_url: Chroma server that holds the vectors, such as `http://host:8000`; Chroma embedded in the
            archive's folder when None.
        machine: name of this machine among those that share a catalog, so that equal paths of two machines
            are two files; one that is made once for the folder when None.
    """

    database_url: str | None = field(default=None, repr=False)
    chroma_url: str | None = field(default=None, repr=False)
    machine: str | None = None


LOCAL = Stores()
"""Everything in the archive's folder."""
