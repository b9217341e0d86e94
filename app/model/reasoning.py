"""Leaves out what a model thinks aloud before it answers."""

from functools import lru_cache

_BLOCKS = {
    "<think>": "</think>",
    "<thinking>": "</thinking>",
    "<reasoning>": "</reasoning>",
    "<thought>": "</thought>",
    "<scratchpad>": "</scratchpad>",
    "<analysis>": "</analysis>",
    "<tool_call>": "</tool_call>",
    "[think]": "[/think]",
    "◁think▷": "◁/think▷",
    "<|channel|>analysis<|message|>": "<|end|>",
}
_HEADERS = ("<|start|>assistant<|channel|>final<|message|>", "<|channel|>final<|message|>")
_CLOSERS = tuple(_BLOCKS.values())
_LONGEST = max(len(tag) for pair in _BLOCKS.items() for tag in (*pair, *_HEADERS))

RESTART = "\x00"
"""Sent where a block ends that was never opened: what stood before it was thought, not answer."""


class ReasoningFilter:
    """Passes on what stands outside reasoning blocks; how the text is cut into chunks makes no difference."""

    def __init__(self) -> None:
        self._tail = ""
        self._closer = ""

    def feed(self, chunk: str) -> str:
        """Return what may be passed on now."""
        self._tail += chunk.replace(RESTART, "")
        return self._drain(final=False)

    def finish(self) -> str:
        """Return the rest; nothing of a block that was never closed."""
        return self._drain(final=True)

    @property
    def inside(self) -> bool:
        """Whether a block is open."""
        return bool(self._closer)

    def _drain(self, *, final: bool) -> str:
        passed: list[str] = []
        while True:
            low = self._tail.lower()
            tags = (self._closer,) if self._closer else (*_BLOCKS, *_CLOSERS[:-1], *_HEADERS)
            places = [(low.find(tag), tag) for tag in tags if tag in low]
            if not places:
                keep = 0 if final else _open_end(low, tags)
                ready = self._tail[: len(self._tail) - keep]
                self._tail = self._tail[len(ready) :]
                if not self._closer:
                    passed.append(ready)
                return "".join(passed)
            place, tag = min(places)
            if self._closer:
                self._closer = ""
            else:
                passed.append(self._tail[:place])
                if tag in _BLOCKS:
                    self._closer = _BLOCKS[tag]
                elif tag not in _HEADERS:
                    passed.append(RESTART)
            self._tail = self._tail[place + len(tag) :]


def _open_end(text: str, tags: tuple[str, ...]) -> int:
    """Return how many characters at the end of `text` may be the beginning of a tag."""
    starts = _beginnings(tags)
    return next((n for n in range(min(_LONGEST, len(text)), 0, -1) if text[-n:] in starts), 0)


@lru_cache(maxsize=16)
def _beginnings(tags: tuple[str, ...]) -> frozenset[str]:
    return frozenset(tag[:n] for tag in tags for n in range(1, len(tag) + 1))
