"""Finds out what would keep Groundwire from answering, and says it in words."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Protocol

from app.answer import Searched
from app.settings import Settings
from index.embedding.base import Embedder
from index.errors import GroundwireError, SettingsError
from index.hit import Filters, Hit
from index.public_url import public_url

_PREFIX = "GROUNDWIRE_"
_NOT_SETTINGS = {"GROUNDWIRE_ARCHIVE"}
_PROBE = "ground wire"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Args:
        part: settings, model, judge, embedder, archive, vectors or cache.
        ok: whether it can be used.
        message: what was found, in one line.
    """

    part: str
    ok: bool
    message: str


class OpenArchive(Protocol):
    """What the doctor asks of an archive."""

    def search(self, query: str, k: int = 10, filters: Filters | None = None) -> list[Hit]: ...  # noqa: D102

    def count_vectors(self) -> int: ...  # noqa: D102

    def close(self) -> None: ...  # noqa: D102


def examine(
    *,
    open_archive: Callable[[Settings], OpenArchive],
    coverage: Callable[[OpenArchive], Searched],
    make_embedder: Callable[[Settings], Embedder],
    environment: Mapping[str, str] | None = None,
    settings: Settings | None = None,
) -> list[Finding]:
    """Return what was found, in the order in which it should be mended.

    Args:
        open_archive: opens the archive that would be used.
        coverage: says what an open archive holds.
        make_embedder: builds the embedder that would be used.
        environment: names of the environment, this process's when None; values are read by `Settings`.
        settings: those that are in use; those of the environment when None.
    """
    found = list(_settings_names(os.environ if environment is None else environment))
    try:
        settings = settings or Settings()
    except SettingsError as error:
        return [*found, Finding("settings", False, str(error))]
    if not found:
        found.append(Finding("settings", True, "every setting can be used"))
    found += _model(settings)
    found.append(_embedder(settings, make_embedder))
    found += _archive(settings, open_archive, coverage)
    return found


def _settings_names(environment: Mapping[str, str]) -> Iterator[Finding]:
    """Yield a finding for each name that looks like a setting and is none."""
    known = {f"{_PREFIX}{name.upper()}" for name in Settings.model_fields} | _NOT_SETTINGS
    for name in sorted(environment):
        if name.startswith(_PREFIX) and name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f"; did you mean {near[0]}?" if near else ""
            yield Finding("settings", False, f"{name} is no setting and has no effect{hint}")


def _model(settings: Settings) -> list[Finding]:
    """Return what was found of the key, the endpoint, the models and the cache."""
    try:
        if settings.answers_with_model:
            found = [_asked("model", str(settings.model), settings)]
        else:
            why = "GROUNDWIRE_MODEL is not set" if settings.api_key or settings.base_url else "none is set"
            found = [Finding("model", True, f"no model writes ({why}): answers quote the articles, offline")]
    except GroundwireError as error:
        return [Finding("model", False, str(error))]
    try:
        if settings.judges_with_model:
            found.append(_asked("judge", str(settings.judge), settings))
    except GroundwireError as error:
        found.append(Finding("judge", False, str(error)))
    if settings.cache and (settings.model or settings.judge):
        found.append(_cache(settings))
    return found


def _asked(role: str, name: str, settings: Settings) -> Finding:
    from app.model.client import ModelClient

    with closing(ModelClient(settings, model=name)) as client:
        return _endpoint(role, name, settings, client.models, lambda: _reply(client.reply))


def _cache(settings: Settings) -> Finding:
    from app.model.build import cache_folder

    folder = cache_folder(settings)
    nearest = next((path for path in (folder, *folder.parents) if path.exists()), folder)
    writable = nearest.is_dir() and os.access(nearest, os.W_OK)
    problem = f"answers cannot be kept in {folder}; set GROUNDWIRE_CACHE_DIR, or GROUNDWIRE_CACHE=false"
    return Finding("cache", writable, f"answers are kept in {folder}" if writable else problem)


def _endpoint(
    role: str,
    name: str,
    settings: Settings,
    list_models: Callable[[], list[str]],
    try_reply: Callable[[], None],
) -> Finding:
    from app.model.failures import FailureKind, ModelFailure

    try:
        offered = list_models()
    except ModelFailure as failure:
        if failure.kind not in (FailureKind.MODEL, FailureKind.REQUEST, FailureKind.MALFORMED):
            raise
        offered = []  # not every server lists its models
    if name in offered:
        return Finding(role, True, f"{name} answers at {settings.endpoint}")
    try:
        try_reply()
    except ModelFailure as failure:
        if not offered or failure.kind not in (FailureKind.MODEL, FailureKind.REQUEST):
            raise
        near = get_close_matches(name, offered, n=3, cutoff=0.3) or sorted(offered)[:3]
        return Finding(role, False, f"{settings.endpoint} has no model {name!r}; it has {', '.join(near)}")
    # llama.cpp takes any name, Ollama one without its tag
    note = f", though it lists {', '.join(sorted(offered)[:3])}" if offered else ""
    return Finding(role, True, f"{name} answers at {settings.endpoint}{note}")


def _reply(reply: Callable[[Sequence[dict[str, str]], int], Iterator[object]]) -> None:
    for _ in reply([{"role": "user", "content": "Answer with one word: yes"}], 200):
        pass


def _embedder(settings: Settings, make_embedder: Callable[[Settings], Embedder]) -> Finding:
    try:
        embedder = make_embedder(settings)
        shape = embedder.embed([_PROBE]).shape
    except GroundwireError as error:
        return Finding("embedder", False, str(error))
    if shape != (1, embedder.dimensions):
        return Finding("embedder", False, f"{embedder.name} gave vectors of an unexpected shape, {shape}")
    return Finding("embedder", True, f"{embedder.name} gives vectors of {embedder.dimensions} numbers")


def _archive(
    settings: Settings,
    open_archive: Callable[[Settings], OpenArchive],
    coverage: Callable[[OpenArchive], Searched],
) -> list[Finding]:
    try:
        with closing(open_archive(settings)) as archive:
            held = coverage(archive)
            if held.articles:
                archive.search(_PROBE, k=1)
            vectors = _vectors(settings, archive, held.passages)
    except GroundwireError as error:
        return [Finding("archive", False, str(error))]
    if not held.articles:
        none = "the archive holds no articles yet; add some with groundwire index"
        return [Finding("archive", False, none), *vectors]
    dates = f", published {held.earliest[:10]} to {held.latest[:10]}" if held.earliest and held.latest else ""
    where = settings.database_url
    place = f", at {public_url(where.get_secret_value())}" if where else ""
    told = f"{held.articles:,} articles in {held.passages:,} passages{dates}{place}"
    return [Finding("archive", True, told), *vectors]


def _vectors(settings: Settings, archive: OpenArchive, passages: int) -> list[Finding]:
    """Return what was found of vectors on a server: a small archive is searched without asking it."""
    if settings.chroma_url is None:
        return []
    try:
        count = archive.count_vectors()
    except GroundwireError as error:
        return [Finding("vectors", False, str(error))]
    place = public_url(settings.chroma_url.get_secret_value())
    if count != passages:
        problem = f"{place} holds {count:,} vectors for {passages:,} passages; groundwire repair mends it"
        return [Finding("vectors", False, problem)]
    return [Finding("vectors", True, f"{count:,} vectors, at {place}")]
