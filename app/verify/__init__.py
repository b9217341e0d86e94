"""Checking a claim against the sentences it cites.

`RuleVerifier` judges by rules, one file per kind of check; `CombinedVerifier` adds a model for what the rules
leave undecided. Both are `app.answering.Verifier`s.
"""

from app.verify.combined import Checker, CombinedVerifier
from app.verify.rules import RuleVerifier

__all__ = ["Checker", "CombinedVerifier", "RuleVerifier"]
