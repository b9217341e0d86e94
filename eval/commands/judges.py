"""Makes the judge that a command names."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eval.judge import Judge
    from eval.runs.folder import RunFolder

RULES = "rules"
LEARNED = "learned"


def make_judge(name: str, *, repeats: int = 1) -> "Judge":
    """Return a deterministic judge for `rules` or `learned`, else a model judge at the configured endpoint.

    Raises:
        SettingsError: a model is named, but the settings cannot be used.
    """
    if name == RULES:
        from app.compose import build_verifier
        from eval.judge import VerifierJudge
        from eval.runs.manifest import code_hash

        return VerifierJudge(build_verifier(), f"rules of {code_hash()}")
    if name == LEARNED:
        from app.verify.blend import BlendedChecker
        from app.verify.learned import LearnedVerifier
        from eval.judge import VerifierJudge
        from eval.runs.manifest import code_hash
        from index.embedding.minilm import MiniLmEmbedder

        return VerifierJudge(LearnedVerifier(BlendedChecker(MiniLmEmbedder())), f"learned of {code_hash()}")
    from eval.model_judge.build import build_model_judge

    return build_model_judge(name, repeats=repeats)


def tell_agreement(judge: "Judge") -> None:
    """Say on how many verdicts a model judge's repeats agreed."""
    from app.cli.output import remark
    from eval.model_judge.judge import ModelJudge

    if isinstance(judge, ModelJudge) and judge.agreement is not None:
        remark(f"{judge.name}: its repeats agreed on {judge.agreement:.1%} of {judge.asked} verdicts")


def tell_cost(folder: "RunFolder", name: str, *, repeats: int) -> None:
    """Say what scoring a run with a model judge would send and cost at most; nothing is sent.

    Raises:
        InputError: the judge is no model.
    """
    from app.cli.output import console
    from app.model.spending import Price, known_price
    from app.settings import Settings
    from eval.model_judge.build import build_model_judge
    from eval.model_judge.judge import CountingJudge
    from eval.runs.scoring import score_records
    from index.errors import InputError

    if name in (RULES, LEARNED):
        raise InputError(f"the judge {name} costs nothing", hint="--dry-run goes with --judge MODEL")
    dry = CountingJudge(build_model_judge(name, repeats=repeats), repeats)
    score_records(folder.cases(), folder.records(), folder.articles(), dry)
    told = f"at most {dry.requests} requests, {dry.tokens_in} tokens sent and {dry.tokens_out} received"
    settings = Settings()
    ins, outs = settings.price_in, settings.price_out
    price = Price(ins, outs) if ins is not None and outs is not None else known_price(name)
    if price is not None:
        told += f", ${price.cost(dry.tokens_in, dry.tokens_out):.2f}"
    console().print(f"{told}; replies in the cache cost nothing")
