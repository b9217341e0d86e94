"""Averages the weights of finished models of one line: python -m training.average A.pt B.pt --out C.pt

Models that were trained on from one another lie in one basin, and their mean is better than either, most of
all on text that they were not trained on (Wortsman et al., "Model soups", 2022). Nothing is trained.
"""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from torch import Tensor


def average(models: Sequence[Mapping[str, Tensor]]) -> dict[str, Tensor]:
    """Return the mean of each tensor; all models have the same names and shapes.

    Raises:
        ValueError: they have not.
    """
    first = models[0]
    if any({n: t.shape for n, t in one.items()} != {n: t.shape for n, t in first.items()} for one in models):
        raise ValueError("only models of one architecture can be averaged")
    return {name: torch.stack([one[name].float() for one in models]).mean(dim=0) for name in first}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoints", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    saved = [torch.load(path, weights_only=True) for path in args.checkpoints]
    torch.save({**saved[-1], "model": average([one["model"] for one in saved])}, args.out)


if __name__ == "__main__":
    main()
