"""The sample articles and cases that ship with Groundwire."""

from collections.abc import Sequence
from importlib import resources
from pathlib import Path

from eval.case_file import load_cases
from eval.cases import Case
from index.article import Article
from index.errors import InputError


def sample_folder() -> Path:
    """Return the folder that holds `articles/` and the case file."""
    return Path(str(resources.files("eval"))) / "sample"


def sample_cases() -> list[Case]:
    """Return the sample cases.

    Raises:
        InputError: the installation has none.
    """
    for name in ("cases.yaml", "cases.jsonl"):
        if (sample_folder() / name).is_file():
            return load_cases(sample_folder() / name)
    raise InputError(
        f"there are no sample cases in {sample_folder()}", hint="Give a case file and --articles"
    )


def read_articles(paths: Sequence[Path]) -> list[Article]:
    """Return the articles of files and folders, read as the archive reads them, without indexing anything.

    Raises:
        InputError: something there could not be read: a test of scores must not run on half of its articles.
    """
    from index.reading import Rejection, discover, read

    found: list[Article] = []
    for source in discover(list(paths)):
        items = [source] if isinstance(source, Rejection) else list(read(source))
        for item in items:
            if isinstance(item, Rejection):
                raise InputError(f"{item.path}: {item.reason}")
            found.append(item)
    return found
