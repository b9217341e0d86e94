"""A visitor of the chat page: a browser page that notes everything it fetches and every error."""

from typing import Any

WAIT = 60_000
SUBTLE = {"region"}  # parts outside landmarks: Gradio's tabs and forms bring none
ENDED = (
    "n => { const turns = document.querySelectorAll('.gw-turn'); "
    "return turns.length === n && turns[n - 1].querySelector('.gw-actions'); }"
)
IDLE = "() => document.querySelector('#stop')?.disabled ?? true"


class Visitor:
    """Somebody at a browser, with cookies of their own.

    Args:
        browser: Playwright's.
        address: of the page.
        options: of the browser's context.
    """

    def __init__(self, browser: Any, address: str, **options: Any) -> None:
        self.address = address
        self.context = browser.new_context(**({"viewport": {"width": 1300, "height": 900}} | options))
        self.page = self.context.new_page()
        self.page.set_default_timeout(WAIT)
        self.fetched: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", lambda request: self.fetched.append(request.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self._note)

    def _note(self, message: Any) -> None:
        if "Content Security Policy" in message.text or message.type == "error":
            self.errors.append(message.text)

    def open(self, path: str = "/") -> None:
        """Open the page and wait until it can be used."""
        self.page.goto(self.address + path)
        self.page.wait_for_selector("#question textarea")
        self.page.wait_for_function("/articles|went wrong/.test(document.querySelector('#head')?.innerText)")
        self._forget_broken_streams()

    def reload(self) -> None:
        """Load the page again."""
        self.page.reload()
        self.page.wait_for_selector("#question textarea")
        self._forget_broken_streams()

    def _forget_broken_streams(self) -> None:
        """Forget that Gradio complains of the streams that leaving a page breaks off."""
        broken = ("AbortError", "errored out")
        self.errors[:] = [error for error in self.errors if not any(words in error for words in broken)]

    def ask(self, question: str) -> None:
        """Ask, once an answer before has ended (Gradio drops what is sent until then), and wait for the answer."""
        self.page.wait_for_function(IDLE)
        turns = self.page.locator(".gw-turn").count()
        self.page.fill("#question textarea", question)
        self.page.press("#question textarea", "Enter")
        self.page.wait_for_function(ENDED, arg=turns + 1)

    def person(self) -> str:
        """Return the key under which the page keeps what belongs to this visitor."""
        cookies = {cookie["name"]: cookie["value"] for cookie in self.context.cookies()}
        return f"visitor:{cookies['gw_visitor']}"

    def last(self) -> str:
        """Return the text of the last turn."""
        return str(self.page.locator(".gw-turn").last.inner_text())

    def notice(self, words: str) -> None:
        """Wait until the notice holds `words`."""
        self.page.wait_for_function(
            "words => document.querySelector('#notice')?.innerText.includes(words)", arg=words
        )

    def strangers(self) -> list[str]:
        """Return what was fetched from anywhere but the page's server."""
        return [url for url in self.fetched if not url.startswith((self.address, "data:", "blob:"))]

    def close(self) -> None:
        """Leave."""
        self.context.close()


def broken_rules(visitor: Visitor) -> list[str]:
    """Return which of axe's rules the page that is open breaks, and where."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(visitor.page).response["violations"]
    return [
        f"{one['id']}: {node['html'][:160]}"
        for one in found
        if one["id"] not in SUBTLE
        for node in one["nodes"]
    ]
