"""The progress bar of long work, on standard error so that output can be piped."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def index_progress() -> Iterator[Callable[[int, int, str], None]]:
    """Yield a function `(done, total, stage)` that moves a progress bar; silent without a terminal."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    terminal = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn())
    bar = Progress(
        *columns,
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=terminal,
        transient=True,
        disable=not terminal.is_terminal,
    )
    with bar:
        task = bar.add_task("reading", total=None)

        def move(done: int, total: int, stage: str) -> None:
            bar.update(task, completed=done, total=total or None, description=stage)

        yield move
