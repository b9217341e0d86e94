"""The liar test: claims corrupted on purpose, and faithful ones, built from any articles, and the table of
what a
verifier makes of them. It shares no pattern with the verifier, so that it
does not test agreement with itself.
"""

from eval.liar.claims import LiarClaim, Source, sources_of
from eval.liar.generate import generate
from eval.liar.table import LiarTable, judge

__all__ = ["LiarClaim", "LiarTable", "Source", "generate", "judge", "sources_of"]
