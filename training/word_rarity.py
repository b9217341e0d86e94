"""Counts in how many paragraphs each stem stands: the table `app/extractive/word_rarity.json`.

python -m training.word_rarity DATA_DIR, where DATA_DIR holds reader/squadshifts and reader/qed_nq.
"""

import json
import sys
from collections import Counter
from pathlib import Path

from app.words import stem, words_of
from bench.question_sets import flat_form, squad_form

LEAST = 10  # paragraphs; a rarer stem is left out and taken to stand in half as many


def main(data: Path) -> None:
    reader = data / "reader"
    sets = [squad_form(path, path.name) for path in sorted((reader / "squadshifts").glob("*_v1.0.json.gz"))]
    sets.append(flat_form(reader / "qed_nq" / "qed_train.jsonl.gz", "qed"))
    counts: Counter[str] = Counter()
    paragraphs = [paragraph for one in sets for paragraph in one.paragraphs]
    for paragraph in paragraphs:
        lowers = {word.lower for word in words_of(paragraph.text)}
        counts.update({stem(lower) if lower.isalpha() else lower for lower in lowers})
    kept = {key: count for key, count in sorted(counts.items()) if count >= LEAST}
    out = {"paragraphs": len(paragraphs), "least": LEAST, "counts": kept}
    path = Path(__file__).parents[1] / "app" / "extractive" / "word_rarity.json"
    path.write_text(json.dumps(out, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{len(paragraphs)} paragraphs, {len(kept)} stems")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
