"""Sets evidence out for a model as data: labelled sentences between marks that no article can know.

An article is hostile text. It is kept from passing for anything else: each sentence stays on its own line
behind its label, what looks like a label, a tag or a chat template's token is taken apart, and the marks
that end the evidence carry a number made from all of it.
"""

import hashlib
import re
from dataclasses import dataclass

from app.evidence import Evidence, EvidencePassage
from app.model.label_syntax import LABEL_GROUP
from app.model.plain_text import visible

_TOKEN = re.compile(
    r"<\|.*?\|>|<</?SYS>>|\[/?(?:INST|THINK|SYSTEM\w*|AVAILABLE_TOOLS|TOOL\w*)\]", re.IGNORECASE
)
_FOREIGN_LABEL = re.compile(LABEL_GROUP)
_RULE = re.compile(r"[-=_#*`~]{3,}")
_MAX_NAME = 200


@dataclass(frozen=True, slots=True)
class Fenced:
    """Evidence as a model reads it.

    Args:
        text: labelled lines.
        mark: a number that the marks around them carry.
    """

    text: str
    mark: str


def fence(evidence: Evidence, question: str) -> Fenced:
    """Return `evidence` ready for a prompt; the mark depends on everything in it and on the question."""
    text = "\n\n".join(_passage(passage) for passage in evidence.passages)
    mark = hashlib.sha256(f"{question}\n{text}".encode("utf-8", "replace")).hexdigest()[:10]
    return Fenced(text, mark)


def harmless(text: str) -> str:
    """Return article text on one line, unable to pass for a label, a tag, a mark or a template's token."""
    line = " ".join(visible(text).split())
    line = _TOKEN.sub(" ", line)
    line = _FOREIGN_LABEL.sub(lambda m: re.sub(r"[^\d.,; ]", "", m[0]), line)
    line = _RULE.sub("–", line)
    return line.replace("<", "‹").replace(">", "›")


def _passage(passage: EvidencePassage) -> str:
    info = passage.hit.article
    known = [
        f"{name}: {harmless(value)[:_MAX_NAME]}"
        for name, value in (
            ("outlet", info.outlet),
            ("published", info.published_at),
            ("title", info.title),
        )
        if value
    ]
    lines = [f"Passage {passage.number} – {'; '.join(known) or 'of unknown origin'}"]
    lines += [f"[{sentence.label}] {harmless(sentence.text)}" for sentence in passage.sentences]
    return "\n".join(lines)
