"""`groundwire mcp`: the archive as tools for a program that speaks the Model Context Protocol."""

from app.cli.options import DEFAULT_ARCHIVE, ArchiveOption


def mcp(archive: ArchiveOption = DEFAULT_ARCHIVE) -> None:
    """Offer ask, search and open_article on standard input and output, until the other side ends."""
    from app.api import Groundwire
    from app.chat.programs.mcp_server import build_mcp_server

    with Groundwire(archive) as groundwire:
        groundwire.stats()  # what is wrong with the archive is told now
        build_mcp_server(lambda: groundwire).run("stdio")
