"""Makes the judge that a command names."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eval.judge import Judge

RULES = "rules"


def make_judge(name: str) -> "Judge":
    """Return the deterministic judge for `rules`, else a model judge at the configured endpoint.

    Raises:
        SettingsError: a model is named, but no endpoint is set.
    """
    if name == RULES:
        from app.verify import default_verifier
        from eval.judge import VerifierJudge
        from eval.runs.manifest import code_hash

        return VerifierJudge(default_verifier(), f"rules of {code_hash()}")
    from eval.model_judge.build import build_model_judge

    return build_model_judge(name)
