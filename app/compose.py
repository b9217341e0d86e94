"""The composition root: opens an archive and builds an engine from settings, every part passed explicitly."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app.settings import Settings

if TYPE_CHECKING:
    from app.answer import Searched
    from app.answering import Answerer, Judge, SentenceScorer, Verifier
    from app.engine import Engine
    from app.standalone import Rewriter
    from index.archive import Archive
    from index.embedding.base import Embedder
    from index.hit import Filters


def build_embedder(settings: Settings) -> "Embedder":
    """Return the embedder that the settings name; nothing is loaded yet."""
    from index.embedding.factory import make_embedder

    key = settings.embedding_api_key or settings.api_key
    return make_embedder(
        settings.embedder,
        base_url=settings.embedding_base_url or settings.base_url,
        api_key=key.get_secret_value() if key else None,
    )


def open_archive(
    path: Path,
    *,
    settings: Settings | None = None,
    embedder: "Embedder | None" = None,
    create: bool = False,
) -> "Archive":
    """Open the archive in `path`.

    Args:
        path: the archive's folder; of an archive on servers this machine's own part.
        settings: from the environment when None; they also say where the archive's parts lie.
        embedder: in place of the one that the settings name.
        create: make the archive when it is not there.

    Raises:
        ArchiveError: the folder cannot be used.
        SettingsError: a setting cannot be used.
    """
    from index.archive import Archive

    settings = settings or Settings()
    return Archive.open(
        path, embedder=embedder or build_embedder(settings), create=create, stores=settings.stores
    )


def build_engine(archive: "Archive", *, settings: Settings | None = None) -> "Engine":
    """Return an engine over an open archive; a model writes the answers when one is set."""
    from app.engine import Engine
    from app.evidence_builder import build_evidence
    from app.extractive.answerer import ExtractiveAnswerer
    from app.extractive.other_sides import OtherSides

    settings = settings or Settings()
    verifier = build_verifier(archive.embedder)
    extractive = ExtractiveAnswerer(build_scorer(archive.query_embedder), archive.query_embedder, verifier)
    answerer: Answerer = extractive
    rewriter: Rewriter | None = None
    judge: Judge | None = None
    if settings.answers_with_model or settings.judges_with_model:
        from app.model import build

        purse = build.build_purse(settings)
        if settings.answers_with_model:
            model = build.build_model(settings, purse)
            answerer = build.build_model_answerer(settings, model)
            rewriter = build.build_rewriter(settings, model)
        if settings.judges_with_model:
            judge = build.build_judge(settings, purse)

    return Engine(
        searcher=archive,
        coverage=partial(coverage_of, archive),
        build_evidence=build_evidence,
        answerer=answerer,
        verifier=verifier,
        fallback=extractive if answerer is not extractive else None,
        sides=OtherSides(verifier, archive.query_embedder) if answerer is not extractive else None,
        judge=judge,
        rewriter=rewriter,
        passages=settings.passages,
        evidence_tokens=settings.evidence_tokens,
        repairs=settings.repairs,
    )


def build_scorer(embedder: "Embedder") -> "SentenceScorer":
    """Return what scores sentences for the extractive answerer: words and meaning, and the trained reader."""
    from app.extractive.reading_scorer import ReadingScorer
    from app.extractive.scorer import LinearScorer
    from app.reader import OnnxReader

    return ReadingScorer(LinearScorer(embedder), OnnxReader())


def build_verifier(embedder: "Embedder | None" = None) -> "Verifier":
    """Return the check that every claim passes; answers, the evaluation's judge and benches share it.

    Args:
        embedder: the archive's; where it is the one that ships, the check shares it.
    """
    from app.verify import CombinedVerifier
    from app.verify.blend import BlendedChecker
    from index.embedding.minilm import MiniLmEmbedder

    encoder = embedder if isinstance(embedder, MiniLmEmbedder) else MiniLmEmbedder()
    return CombinedVerifier(checker=BlendedChecker(encoder), by_words=True)


def coverage_of(archive: "Archive", filters: "Filters | None" = None) -> "Searched":
    """Return how much an archive holds within filters, and of which dates."""
    from app.answer import Searched

    stats = archive.stats(filters)
    return Searched(
        articles=stats.articles, passages=stats.passages, earliest=stats.earliest, latest=stats.latest
    )


@contextmanager
def open_engine(path: Path, *, settings: Settings | None = None) -> "Iterator[Engine]":
    """Yield an engine over the archive in `path`, closed at the end; raises as `open_archive` does."""
    settings = settings or Settings()
    with (
        open_archive(path, settings=settings) as archive,
        closing(build_engine(archive, settings=settings)) as engine,
    ):
        yield engine
