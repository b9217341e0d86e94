"""The deterministic judge against people, on public sets: python -m bench.calibration DATA [--limit N].

DATA holds the folder `checker` with one folder a set. Prints one Markdown table: a row a set, bad ones too,
beside token overlap; the majority's figures follow from the share of carried claims.
"""

import argparse
import sys
from pathlib import Path

from eval.calibration.calibrate import calibrate
from eval.calibration.labelled import read_labelled
from eval.calibration.markdown import markdown
from eval.calibration.sampling import draw
from eval.commands.judges import make_judge

SETS = (
    "wice/oracle_chunks_dev.jsonl.gz",
    "attributionbench_dev/dev.jsonl.gz",
    "climate_fever/climate-fever.jsonl.gz",
    "healthver/healthver_dev.csv",
    "fever_symmetric/symmetric_v0.2_fever_symmetric_dev.jsonl.gz",
    "feverous_s_dev/feverous_s_dev.jsonl.gz",
    "fool_me_twice_devtest/fm2_dev.jsonl.gz",
    "rte/rte_dev.jsonl",
    "lingnli/lingnli_val.jsonl.gz",
    "mnli_subset/mnli_subset_dev.jsonl.gz",
    "counterfactual_nli/cad_nli_dev.jsonl.gz",
    "breaking_nli/breaking_nli.jsonl.gz",
    "med_monotonicity/med.jsonl.gz",
    "negation_nli/negation_mnli.jsonl.gz",
    "negation_nli/negation_rte.jsonl.gz",
    "negation_nli/negation_snli.jsonl.gz",
)
SEEN = ("fm2_dev", "feverous_s_dev", "oracle_chunks_dev")  # train the word model or how it is weighed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--limit", type=int, default=1_000, help="claims of each file, drawn with the seed")
    parser.add_argument("--seen", nargs="*", default=SEEN, help="sets that trained a part of the judge")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--judge", default="rules", help="rules, or learned: see app/verify/learned.py")
    args = parser.parse_args()
    items = []
    for name in SETS:
        items += draw(read_labelled(args.data / "checker" / name), args.limit, args.seed)
    judge = make_judge(args.judge)
    rows = calibrate(items, judge, seed=args.seed, progress=_tell)
    print(f"\n{len(items):,} claims; judge: {judge.name}; 95 % intervals; † trained a part of it\n")
    print(markdown(rows, seen=args.seen))


def _tell(done: int, total: int, name: str) -> None:
    if done % 100 == 0 or done == total:
        sys.stderr.write(f"\r{done} of {total} {name:<40}")


if __name__ == "__main__":
    main()
