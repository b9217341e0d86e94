"""Asks the cases that a run folder does not hold yet, several at a time, each answer on disk at once."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from time import perf_counter
from typing import Protocol

from app.contract import AnswerModel, to_model
from app.events import AnswerDone, Event, SearchDone
from eval.articles import ArticleSource
from eval.cases import Case
from eval.records import Record, RetrievedModel, retrieved_from
from eval.runs.folder import RunFolder
from eval.runs.keeper import Keeper
from index.errors import ArchiveError, GroundwireError, SettingsError
from index.hit import Filters

Progress = Callable[[int, int, str], None]
"""Told `(questions done, questions in all, what was last done)`."""


class Asker(Protocol):
    """What answers questions, such as `app.engine.Engine`."""

    def stream(self, question: str, *, filters: Filters | None = None) -> Iterator[Event]:
        """Yield the events of a question."""
        ...


def ask_cases(
    cases: Sequence[Case],
    asker: Asker,
    folder: RunFolder,
    articles: ArticleSource,
    *,
    workers: int = 1,
    attempts: int = 2,
    progress: Progress | None = None,
) -> int:
    """Ask what is not answered yet; failed questions of an earlier run are asked again.

    Args:
        cases: all cases of the run.
        asker: answers them; used from several threads when `workers` is more than 1.
        folder: where answers are kept, and which is asked what is there.
        articles: the archive, from which cited and gold articles are kept too.
        workers: questions asked at a time.
        attempts: how often a question is tried.
        progress: see `Progress`.

    Returns:
        How many questions were asked.

    Raises:
        ArchiveError, SettingsError: nothing can be answered at all, so the run stops and can go on later.
    """
    folder.mend()
    held = {case_id for case_id, record in folder.records().items() if record.answer is not None}
    left = [case for case in cases if case.id not in held]
    keeper = Keeper(folder, articles)
    keeper.gold(cases)
    if left:
        folder.drop_scores()
    done = len(cases) - len(left)
    if progress:
        progress(done, len(cases), "")
    with ThreadPoolExecutor(max_workers=workers) as pool:
        waiting: set[Future[Record]] = set()
        queue = iter(left)
        try:
            while True:
                while len(waiting) < workers and (case := next(queue, None)) is not None:
                    waiting.add(pool.submit(ask_one, case, asker, attempts=attempts))
                if not waiting:
                    break
                finished, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                for future in finished:
                    record = future.result()
                    keeper.add(record)
                    done += 1
                    if progress:
                        progress(done, len(cases), record.case_id)
        finally:
            for future in waiting:
                future.cancel()
    return len(left)


def ask_one(case: Case, asker: Asker, *, attempts: int = 2) -> Record:
    """Ask one question and return what came back; a failure is a record too.

    Raises:
        ArchiveError, SettingsError: the next question would fail in the same way.
    """
    error = ""
    for attempt in range(1, attempts + 1):
        start = perf_counter()
        try:
            answer, retrieved = _answer(case, asker)
        except (ArchiveError, SettingsError):
            raise
        except GroundwireError as raised:
            error = str(raised)
            if not raised.retryable:
                return Record(case_id=case.id, error=error, attempts=attempt)
        except Exception as raised:  # one question must not end the run; its failure is shown and counted
            error = f"{type(raised).__name__}: {raised}"
        else:
            seconds = perf_counter() - start
            return Record(
                case_id=case.id, answer=answer, retrieved=retrieved, seconds=seconds, attempts=attempt
            )
    return Record(case_id=case.id, error=error, attempts=attempts)


def _answer(case: Case, asker: Asker) -> tuple[AnswerModel, list[RetrievedModel]]:
    retrieved: list[RetrievedModel] = []
    for event in asker.stream(case.question, filters=case.search_filters()):
        if isinstance(event, SearchDone):
            retrieved = retrieved_from(event.evidence)
        elif isinstance(event, AnswerDone):
            return to_model(event.answer), retrieved
    raise RuntimeError("the answer broke off")
