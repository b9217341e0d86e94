"""Telling articles that are one story: syndicated, shortened, lengthened or edited copies, by MinHash.

A text is the set of its runs of three words (shingles); a signature is a sample of that set by which the
overlap of two sets can be estimated without the texts: A. Broder, "On the resemblance and containment of
documents", 1997; computed by datasketch.
"""

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Values: TypeAlias = NDArray[np.uint32]

SHINGLE = 3  # words
SAMPLES = 128  # values of a signature; the standard error of a resemblance is below 0.045
CONTAINED = 0.5
"""Least share of the shorter text's shingles that stand in the other, of copies. Of the sample's articles
those of one event share less than 0.11, the copies more than 0.9; `bench/copies.py` measures edited ones."""

RESEMBLANCE = 0.1
"""Least share of the shingles of both that stand in both: less is chance, with so few samples."""

_UNSPACED = r"\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"  # scripts that count by characters
_TOKEN = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")


@dataclass(frozen=True, slots=True, eq=False)
class Signature:
    """What is kept of a text for comparing it.

    Args:
        shingles: how many different ones it has.
        values: the sample, of shape `(SAMPLES,)`.
    """

    shingles: int
    values: Values


def signature_of(text: str) -> Signature:
    """Return the signature of a clean text; that of a text without words is like no other."""
    from datasketch import MinHash

    words = [word.casefold() for word in _TOKEN.findall(text)]
    width = min(SHINGLE, max(len(words), 1))
    runs = {" ".join(words[i : i + width]).encode() for i in range(len(words) - width + 1)}
    # The scheme is named, since values of two schemes cannot be compared; any even hash will do.
    sample = MinHash(num_perm=SAMPLES, seed=1, scheme="affine32", hashfunc=zlib.crc32)
    sample.update_batch(sorted(runs))
    return Signature(len(runs), sample.hashvalues.astype(np.uint32))


def are_copies(one: Signature, other: Signature) -> bool:
    """Return whether most of the shorter text stands in the other."""
    return bool(copies_among(one, other.values[np.newaxis], np.array([other.shingles]))[0])


def group_copies(signatures: Sequence[Signature]) -> list[int]:
    """Return for each signature the number of its group: the place of the first of its copies, or its own.

    An article joins the first group whose first member it is a copy of: chains of small changes do not bring
    together what has little in common.
    """
    groups: list[int] = []
    firsts: list[int] = []
    values = np.empty((len(signatures), SAMPLES), dtype=np.uint32)  # of the firsts, as their sizes
    sizes = np.empty(len(signatures), dtype=np.int64)
    for place, signature in enumerate(signatures):
        count = len(firsts)
        same = copies_among(signature, values[:count], sizes[:count])
        if same.any():
            groups.append(firsts[int(same.argmax())])
            continue
        groups.append(place)
        values[count], sizes[count] = signature.values, signature.shingles
        firsts.append(place)
    return groups


def copies_among(signature: Signature, values: Values, sizes: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which of several signatures, values of shape `(n, SAMPLES)`, are of copies of this one's text.

    With resemblance r and sizes a and b two texts share r (a + b) / (1 + r) shingles; their share of the
    shorter one is its containment.
    """
    resemblance = np.count_nonzero(values == signature.values, axis=1) / SAMPLES
    found: NDArray[np.bool_] = resemblance >= RESEMBLANCE
    if not found.any():
        return found  # nearly always: asked of each article that a search finds
    short = np.minimum(sizes, signature.shingles)
    shared = resemblance * (sizes + signature.shingles) / (1 + resemblance)
    found &= (short > 0) & (shared >= CONTAINED * short)
    return found
