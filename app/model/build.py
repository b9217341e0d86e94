"""Builds what a language model does from settings."""

from pathlib import Path

from app.model.answerer import ModelAnswerer
from app.model.cache import CachedModel, ReplyCache
from app.model.client import Model, ModelClient
from app.model.opinion import OpinionModel
from app.model.rewriter import ModelRewriter
from app.model.spending import Purse
from app.settings import Settings


def build_model(settings: Settings, purse: Purse | None = None) -> Model:
    """Return the settings' model, its replies cached unless that is turned off; nothing is connected yet.

    Args:
        settings: name it.
        purse: shared with other models; one of its own when None.

    Raises:
        SettingsError: no model is set, or settings contradict one another.
    """
    return _cached(ModelClient(settings, purse=purse), settings, "replies.sqlite")


def build_judge(settings: Settings, purse: Purse | None = None) -> OpinionModel:
    """Return the settings' judge; arguments and errors as for `build_model`."""
    client = ModelClient(settings, model=settings.judge, purse=purse)
    return OpinionModel(_cached(client, settings, "verdicts.sqlite"))


def build_purse(settings: Settings) -> Purse:
    """Return a purse with the settings' budget."""
    return Purse(settings.budget, settings.budget_tokens)


def _cached(client: ModelClient, settings: Settings, file: str) -> Model:
    if not settings.cache:
        return client
    options = (settings.endpoint, str(settings.temperature))
    return CachedModel(client, ReplyCache(cache_folder(settings) / file), options)


def build_model_answerer(settings: Settings, model: Model | None = None) -> ModelAnswerer:
    """Return an answerer over `model`, the settings' own when None; errors as for `build_model`."""
    return ModelAnswerer(
        model or build_model(settings),
        answer_tokens=settings.answer_tokens,
        context_tokens=settings.context_tokens,
    )


def build_rewriter(settings: Settings, model: Model | None = None) -> ModelRewriter:
    """Return what makes follow-ups whole with `model`; errors as for `build_model`."""
    return ModelRewriter(model or build_model(settings))


def cache_folder(settings: Settings) -> Path:
    """Return the folder of the cache: the one that is set, else the user's cache folder."""
    if settings.cache_dir is not None:
        return settings.cache_dir.expanduser()
    from platformdirs import user_cache_path

    return user_cache_path("groundwire", appauthor=False)
