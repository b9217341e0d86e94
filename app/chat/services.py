"""What the page's handlers need, built once."""

from dataclasses import dataclass, field
from pathlib import Path

from app.chat.keeping.store import ChatStore
from app.chat.live_archive import LiveArchive
from app.chat.serving.people import People, Person
from app.chat.serving.rates import AtOnce, Rate
from app.chat.under_way import UnderWay
from index.errors import InputError

QUESTIONS_A_MINUTE = 30
QUESTIONS_AT_ONCE = 2
FILES_AN_HOUR = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The parts behind the page.

    Args:
        archive: what is asked.
        store: what is kept.
        people: who may ask.
        uploads: folder of added files.
        settings_open: whether editors may change the settings on the page.
        upload_bytes: bytes of one upload, all its files together.
        allow_private: whether pages of loopback, link-local and private addresses may be added.
    """

    archive: LiveArchive
    store: ChatStore
    people: People
    uploads: Path
    settings_open: bool = False
    upload_bytes: int = 200_000_000
    allow_private: bool = False
    under_way: UnderWay = field(default_factory=UnderWay)
    questions: Rate = field(default_factory=lambda: Rate(QUESTIONS_A_MINUTE, 60))
    at_once: AtOnce = field(default_factory=lambda: AtOnce(QUESTIONS_AT_ONCE))
    files: Rate = field(default_factory=lambda: Rate(FILES_AN_HOUR, 3_600))

    def person(self, key: str | None) -> Person:
        """Return who asks.

        Raises:
            InputError: they may no longer ask.
        """
        person = self.people.person(key or "")
        if person is None:
            raise InputError("You are not logged in any more", hint="Load the page again")
        return person

    def editor(self, key: str | None) -> Person:
        """Return who asks, when they may change the archive.

        Raises:
            InputError: they may not.
        """
        person = self.person(key)
        if not person.editor:
            raise InputError("Only an editor may change the archive here")
        return person

    def may_ask(self, person: Person) -> None:
        """Count one question.

        Raises:
            InputError: those were too many in a minute.
        """
        if wait := self.questions.wait(person.key):
            raise InputError(
                f"You have asked {self.questions.turns} questions within a minute",
                hint=f"Ask again in {wait:.0f} seconds",
            )
