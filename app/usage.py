"""Token counts and cost of models, by name."""

from collections.abc import Mapping

Usage = Mapping[str, float]
"""`requests`, `tokens_in`, `tokens_out`; `cost` in dollars where the price is known; `estimated` requests,
whose tokens we counted; `cached` replies, which cost nothing."""


def add_usage(first: Usage, second: Usage) -> dict[str, float]:
    """Return the sum of two usages by name."""
    return {name: first.get(name, 0) + second.get(name, 0) for name in {**first, **second}}


def told_usage(answerer: str, usage: Usage) -> str:
    """Return what an answer took of models, in one line for the reader; empty where none was asked."""
    requests, cached = int(usage.get("requests", 0)), int(usage.get("cached", 0))
    if not requests and not cached:
        return ""
    parts = [f"{requests} request{'s' if requests != 1 else ''}"] if requests else []
    parts += [f"{cached} from the cache"] if cached else []
    if requests:
        about = "about " if usage.get("estimated") else ""
        read, written = int(usage.get("tokens_in", 0)), int(usage.get("tokens_out", 0))
        parts.append(f"{about}{read:,} tokens read, {written:,} written")
        if "cost" in usage:
            parts.append(f"{about}${usage['cost']:.4f}")
    return f"{answerer}: {', '.join(parts)}"
