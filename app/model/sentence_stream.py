"""Cuts a model's streamed answer into claims: a sentence is yielded once it is complete with its labels.

The text is read character by character, so how it was cut into chunks makes no difference. A sentence is
complete when the next one begins, or at the end of its line if it has labels; a line of labels alone
belongs to the sentence before it.
"""

import re
from html import unescape

from app.answering import DraftClaim
from app.model.boundaries import quote_is_open, sentence_ends
from app.model.label_syntax import LABEL_GROUP, is_only_labels
from app.model.plain_claim import plain_claim
from app.model.plain_text import is_open, unlinked, visible
from app.model.reasoning import RESTART, ReasoningFilter
from app.model.table_rows import TableRows

_MAX_LINE = 2_000
_MAX_CLAIM = 600
_WAITS = "[({【［（〔⟦〖\\!<&^–—-"
"""A label, an image or a tag may begin here, so whether the sentence is over is not known yet."""
_ENDS = "]})】］）〕⟧〗。！？।؟*_`"
_RULE = re.compile(r"\s*(?:[-=_*]\s*){3,}$")
_HEADING = re.compile(r"\s*#{1,6}\s")
_SOURCES = re.compile(
    r"[\s#*_]*(?:sources|references|citations|footnotes|notes)\s*[:：]?[\s*_]*$", re.IGNORECASE
)
_ENTRY = re.compile(r"\s*(?:[-+•*]\s|\d{1,3}[.)]\s|[\[【(])")
_MARKUP = re.compile(r"<|\]\(|&[#\w]")
_BRACKET_ENTITY = re.compile(
    r"&(?:#(?:91|93|40|41|x5[bd])|l(?:brack|sqb)|r(?:brack|sqb)|[lr]par|nbsp);$", re.IGNORECASE
)
_LABEL_COLON = re.compile(rf"\s*({LABEL_GROUP})\s*[:：]\s*")
_OPEN_BRACKET = re.compile(r"[\[({【［（][^\])}】］）]{0,40}$")
_TERMINATOR = re.compile(r"[.!?。！？…।؟]")
_IS_MARKER = re.compile(r"\(?(?:\d{1,3}|[a-z])[.)]$")


class SentenceStream:
    """Yields claims from chunks of a model's answer."""

    def __init__(self) -> None:
        self._reasoning = ReasoningFilter()
        self._table = TableRows()
        self._line = ""
        self._held = ""
        self._listing_sources = False
        self._skipping = False
        self._labels_lead: bool | None = None  # whether lines begin "[1.2]: …"; None until the first

    def feed(self, chunk: str) -> list[DraftClaim]:
        """Return the claims that `chunk` completes."""
        return self._read(self._reasoning.feed(chunk))

    def finish(self, *, complete: bool = True) -> list[DraftClaim]:
        """Return the claims that were waiting for more.

        Args:
            complete: whether the model came to its end; if not, a last sentence that is not over is dropped.
        """
        claims = self._read(self._reasoning.finish())
        if not complete:
            self._line = _OPEN_BRACKET.sub("", self._line)
        if not complete and not self._is_over():
            self._line = self._line[: ([0, *sentence_ends(self._line)])[-2]]
        claims += self._end_line()
        claims += self._held_claims()
        return claims + self._rows(self._table.flush())

    def _read(self, text: str) -> list[DraftClaim]:
        claims: list[DraftClaim] = []
        for char in text:
            if char == RESTART:
                self._line = self._held = ""
                self._table = TableRows()
            elif char == "\n":
                claims += self._end_line()
                self._skipping = False
            elif self._skipping:
                continue
            elif kept := visible(" " if char.isspace() else char):
                if kept == " " and self._line.endswith(" "):
                    continue
                if self._may_split(kept):
                    claims += self._split(kept)
                self._line += kept
                if kept == ";":
                    self._line = _BRACKET_ENTITY.sub(lambda found: unescape(found[0]), self._line)
                if kept in ">)" and _MARKUP.search(self._line) and not is_open(self._line):
                    self._line = unlinked(self._line)
                if len(self._line) > _MAX_LINE:  # no sentence: the rest of it goes too
                    claims += self._end_line()
                    self._skipping = True
        return claims

    def _may_split(self, char: str) -> bool:
        """Whether `char` may begin a new sentence in a line that holds an older one."""
        if not self._line or char.isspace() or char in _WAITS:
            return False
        last = self._line[-1]
        return (last.isspace() or last in _ENDS) and not TableRows.is_row(self._line)

    def _split(self, char: str) -> list[DraftClaim]:
        """Yield the sentences before the one that `char` begins or goes on with."""
        if self._listing_sources or self._line.lstrip().startswith("```"):
            return []
        if is_open(self._line) or quote_is_open(self._line) or _in_bracket(self._line):
            return []
        ends = sentence_ends(self._line + char)
        if len(ends) < 2 or ends[-2] > len(self._line):
            return []
        done, self._line = self._line[: ends[-2]], self._line[ends[-2] :]
        if not self._line and char == ":":  # "[1.2]: …" defines a footnote
            self._line = done
            return []
        rows = self._rows(self._table.flush())
        claims, done = self._take_held(done)
        return rows + claims + self._claims(done)

    def _end_line(self) -> list[DraftClaim]:
        line, self._line = self._line.rstrip(), ""
        if not line.strip() or line.lstrip().startswith("```") or _RULE.match(line):
            return []
        line = self._without_colon(line)
        if TableRows.is_row(line):
            return self._held_claims() + self._rows(self._table.take(unlinked(line)))
        claims = self._rows(self._table.flush())
        is_sources = bool(_SOURCES.match(line))
        self._listing_sources = is_sources or (self._listing_sources and _is_entry(line))
        if self._listing_sources or _HEADING.match(line):
            return claims + self._held_claims()
        if is_only_labels(line):
            held, self._held = self._held, ""
            labels = "".join(f"[{label}]" for label in plain_claim(line)[1])
            return claims + (self._claims(f"{held} {labels or line.strip()}") if held else [])
        return claims + self._prose(line)

    def _without_colon(self, line: str) -> str:
        """Return a line "[1.2]: …" without the colon where the answer begins so; else it is a footnote."""
        leads = _LABEL_COLON.match(line)
        if self._labels_lead is None:
            self._labels_lead = bool(leads)
        return f"{leads[1]} {line[leads.end() :]}" if leads and self._labels_lead else line

    def _rows(self, rows: list[str]) -> list[DraftClaim]:
        return [claim for row in rows for claim in self._claims(row, whole=True)]

    def _prose(self, line: str) -> list[DraftClaim]:
        """Return the claims of a line; its last sentence waits for labels if it has none."""
        claims, line = self._take_held(line)
        ends = sentence_ends(line)
        last_start = ends[-2] if len(ends) > 1 else 0
        claims += self._claims(line[:last_start])
        last = line[last_start:]
        if plain_claim(last)[1]:
            return claims + self._claims(last, whole=True)
        self._held = last
        return claims

    def _take_held(self, text: str) -> tuple[list[DraftClaim], str]:
        """Return the claims of the line that was held, or `text` with it in front where it goes on."""
        held, self._held = self._held, ""
        if held and text[:1].islower() and not _TERMINATOR.search(held):
            return [], f"{held} {text}"
        return self._claims(held, whole=True), text

    def _held_claims(self) -> list[DraftClaim]:
        held, self._held = self._held, ""
        return self._claims(held, whole=True)

    def _claims(self, text: str, *, whole: bool = False) -> list[DraftClaim]:
        """Return the claims of `text`: one when it is `whole`, else one per sentence."""
        claims = []
        start = 0
        for end in [len(text)] if whole else sentence_ends(text):
            plain, labels = plain_claim(text[start:end])
            start = end
            if not re.search(r"\w", plain) or _IS_MARKER.match(plain):
                continue
            if not labels and plain.endswith((":", "：")):
                continue  # "Here is what the articles say:" claims nothing
            if len(plain) > _MAX_CLAIM:
                plain, labels = f"{plain[:_MAX_CLAIM]} …", ()
            claims.append(DraftClaim(text=plain, labels=labels))
        return claims

    def _is_over(self) -> bool:
        """Whether the line's last sentence is complete as far as can be seen."""
        start = ([0, *sentence_ends(self._line)])[-2]
        last = self._line[start:]
        plain, labels = plain_claim(last)
        closed = bool(re.search(rf"{LABEL_GROUP}\s*$", last))
        return not self._line.strip() or closed or (bool(labels) and bool(_TERMINATOR.search(plain[-1:])))


def _is_entry(line: str) -> bool:
    """Whether a line under "Sources" names one: it is an item of a list, or no sentence."""
    return bool(_ENTRY.match(line)) or not _TERMINATOR.search(plain_claim(line)[0][-1:])


def _in_bracket(line: str) -> bool:
    """Whether a label may be going on: sentences are not cut inside brackets."""
    tail = line[-60:]
    return bool(_OPEN_BRACKET.search(line)) or tail.count("[") > tail.count("]")
