"""The doctor's findings for the page, over the archive that is open already."""

from app.chat.services import Services
from index.errors import GroundwireError


def examine_archive(services: Services) -> tuple[list[tuple[str, bool, str]], int | None]:
    """Return `(part, whether it can be used, message)` for each thing, and the archive's revision."""
    from app.compose import build_embedder, coverage_of
    from app.doctor import examine

    findings = examine(
        open_archive=lambda _: _LeftOpen(services),
        coverage=lambda held: coverage_of(held.archive),  # type: ignore[attr-defined]
        make_embedder=build_embedder,
        settings=services.archive.settings,
    )
    try:
        revision = services.archive.get().archive.revision
    except GroundwireError:
        revision = None
    return [(found.part, found.ok, found.message) for found in findings], revision


class _LeftOpen:
    """The open archive, which the doctor must not close."""

    def __init__(self, services: Services) -> None:
        self.archive = services.archive.get().archive
        self.search = self.archive.search
        self.count_vectors = self.archive.count_vectors

    def close(self) -> None:
        """Do nothing."""
