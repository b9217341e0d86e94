"""Prompt texts as files beside this module, loaded by name, their variables checked and their hash known."""

import hashlib
import re
from dataclasses import dataclass
from importlib import resources

_VARIABLE = re.compile(r"\{\{\s*(\w+)\s*\}\}")


class PromptError(ValueError):
    """A prompt that does not exist, or whose variables are not the ones given."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt text with `{{name}}` variables.

    Args:
        name: the file's name without its ending.
        text: the file's text.
    """

    name: str
    text: str

    @property
    def variables(self) -> frozenset[str]:
        """The variables that the text names."""
        return frozenset(_VARIABLE.findall(self.text))

    @property
    def hash(self) -> str:
        """First 12 hex digits of the text's SHA-256; kept with runs and cached answers."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:12]

    def fill(self, **values: str) -> str:
        """Return the text with its variables replaced, in one pass, so that values are never expanded.

        Raises:
            PromptError: a variable is missing or unknown.
        """
        missing, unknown = self.variables - values.keys(), values.keys() - self.variables
        if missing or unknown:
            parts = [f"it names {', '.join(sorted(missing))}, which has no value"] if missing else []
            parts += [f"it does not name {', '.join(sorted(unknown))}"] if unknown else []
            raise PromptError(f"prompt {self.name!r} cannot be filled: {' and '.join(parts)}")
        return _VARIABLE.sub(lambda match: values[match[1]], self.text)


def load(name: str) -> Prompt:
    """Return the prompt in `NAME.md` beside this module.

    Raises:
        PromptError: there is no such prompt.
    """
    folder = resources.files("prompts")
    known = sorted(f.name.removesuffix(".md") for f in folder.iterdir() if f.name.endswith(".md"))
    if name not in known:
        raise PromptError(f"no prompt named {name!r}; there are {', '.join(known) or 'none'}")
    return Prompt(name, (folder / f"{name}.md").read_text(encoding="utf-8").strip())
