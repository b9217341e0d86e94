"""Token counts and cost of models, by name."""

from collections.abc import Mapping

Usage = Mapping[str, float]
"""`requests`, `tokens_in`, `tokens_out`; `cost` in dollars where the price is known; `estimated` requests,
whose tokens we counted; `cached` replies, which cost nothing."""


def add_usage(first: Usage, second: Usage) -> dict[str, float]:
    """Return the sum of two usages by name."""
    return {name: first.get(name, 0) + second.get(name, 0) for name in {**first, **second}}
