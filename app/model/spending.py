"""Counts tokens and cost, and holds a budget."""

from dataclasses import dataclass
from threading import Lock

from app.model.failures import FailureKind, ModelFailure
from app.usage import Usage


@dataclass(frozen=True, slots=True)
class Price:
    """Dollars for a million tokens read and written."""

    tokens_in: float
    tokens_out: float

    def cost(self, tokens_in: int, tokens_out: int) -> float:
        """Return the dollars that a request costs."""
        return (tokens_in * self.tokens_in + tokens_out * self.tokens_out) / 1_000_000


# OpenAI's list per million tokens as of August 2025; price_in and price_out take its place where set.
_PRICES = {
    "gpt-4o": Price(2.5, 10.0),
    "gpt-4o-mini": Price(0.15, 0.6),
    "gpt-4.1": Price(2.0, 8.0),
    "gpt-4.1-mini": Price(0.4, 1.6),
    "gpt-4.1-nano": Price(0.1, 0.4),
    "gpt-5": Price(1.25, 10.0),
    "gpt-5-mini": Price(0.25, 2.0),
    "gpt-5-nano": Price(0.05, 0.4),
}


def known_price(model: str) -> Price | None:
    """Return OpenAI's price of `model`, dated names such as `gpt-4o-2024-11-20` too; None when unknown."""
    base = max((n for n in _PRICES if model == n or model.startswith(f"{n}-2")), key=len, default=None)
    return _PRICES[base] if base else None


class Purse:
    """What models may spend together and have spent; safe for many threads.

    Args:
        budget: dollars that may be spent; no limit when None.
        budget_tokens: tokens that may be used; no limit when None.
    """

    def __init__(self, budget: float | None = None, budget_tokens: int | None = None) -> None:
        self.budget = budget
        self._budget_tokens = budget_tokens
        self._dollars = 0.0
        self._tokens = 0
        self._lock = Lock()

    def check(self, dollars: float, tokens: int) -> None:
        """Refuse what could overdraw the budget.

        Raises:
            ModelFailure: the budget does not allow it.
        """
        with self._lock:
            dollars, tokens = self._dollars + dollars, self._tokens + tokens
        if self.budget is not None and dollars > self.budget:
            raise ModelFailure(FailureKind.BUDGET, f"the budget of ${self.budget:g} for models is used up")
        if self._budget_tokens is not None and tokens > self._budget_tokens:
            raise ModelFailure(
                FailureKind.BUDGET, f"the budget of {self._budget_tokens:,} tokens for models is used up"
            )

    def take(self, dollars: float, tokens: int) -> None:
        """Book what was spent."""
        with self._lock:
            self._dollars += dollars
            self._tokens += tokens


class Spending:
    """What one model spends, out of a purse that others may share.

    Args:
        price: of the model, None when unknown.
        purse: holds the budget.
    """

    def __init__(self, price: Price | None = None, purse: Purse | None = None) -> None:
        self.price = price
        self._purse = purse or Purse()

    def check(self, tokens_in: int, tokens_out: int) -> None:
        """Refuse a request that could overdraw the budget.

        Args:
            tokens_in: tokens that will be sent.
            tokens_out: tokens that may come back at most.

        Raises:
            ModelFailure: the budget does not allow it.
        """
        self._purse.check(self._cost(tokens_in, tokens_out), tokens_in + tokens_out)

    def spend(self, tokens_in: int, tokens_out: int, *, estimated: bool) -> Usage:
        """Book a request and return its usage."""
        usage: dict[str, float] = {"requests": 1, "tokens_in": tokens_in, "tokens_out": tokens_out}
        cost = self._cost(tokens_in, tokens_out)
        if self.price:
            usage["cost"] = cost
        if estimated:
            usage["estimated"] = 1
        self._purse.take(cost, tokens_in + tokens_out)
        return usage

    def _cost(self, tokens_in: int, tokens_out: int) -> float:
        return self.price.cost(tokens_in, tokens_out) if self.price else 0.0
