"""Builds a model judge from settings."""

from app.settings import Settings
from eval.model_judge.judge import ModelJudge


def build_model_judge(name: str, *, repeats: int = 1, settings: Settings | None = None) -> ModelJudge:
    """Return a judge of the model `name` at the configured endpoint; its replies are cached.

    Args:
        name: the model.
        repeats: how often each verdict is asked for; each repeat has a cache of its own.
        settings: from the environment when None.

    Raises:
        SettingsError: a setting cannot be used.
    """
    from app.model.build import cache_folder
    from app.model.cache import CachedModel, ReplyCache
    from app.model.client import ModelClient

    settings = settings or Settings()
    client = ModelClient(settings, model=name)
    cache = ReplyCache(cache_folder(settings) / "verdicts.sqlite")
    options = (settings.endpoint, str(settings.temperature))
    return ModelJudge([CachedModel(client, cache, (*options, f"repeat {n}")) for n in range(repeats)])
