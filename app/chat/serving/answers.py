"""Single answers by their ids: to read, to link to, to keep. Who has the id was given it."""

from typing import TYPE_CHECKING

from app.chat.serving.plain_page import plain_page, plain_style
from app.chat.serving.policy import plain_policy

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from app.chat.services import Services


def answer_routes(services: "Services") -> "list[Route]":
    """Return the routes `/answer/ID` (to read), `.html`, `.json` (to keep) and `.md` (to copy)."""
    from starlette.concurrency import run_in_threadpool
    from starlette.routing import Route

    async def answer(request: "Request") -> "Response":
        turn_id, _, form = str(request.path_params["name"]).partition(".")
        return await run_in_threadpool(_answer, services, turn_id, form)

    return [Route("/answer/{name}", answer, methods=["GET"])]


def _answer(services: "Services", turn_id: str, form: str) -> "Response":
    from starlette.responses import HTMLResponse, PlainTextResponse, Response

    from app.answer_from_contract import read_answer
    from app.chat.export import answer_markdown, answer_page
    from app.chat.markup import text
    from app.chat.recheck import recheck
    from app.chat.told import told
    from index.errors import ArchiveError, InputError

    headers = {"content-security-policy": plain_policy(plain_style())}
    try:
        kept = services.store.turn(turn_id)
        if kept.answer is None:
            raise InputError("That question has no answer", hint="Ask it again")
        answer = read_answer(kept.answer)
        if form == "json":
            headers["content-disposition"] = 'attachment; filename="answer.json"'
            return Response(kept.answer, media_type="application/json", headers=headers)
        if form == "md":
            return PlainTextResponse(answer_markdown(answer), headers=headers)
        try:
            doubts = recheck(services.archive.get().archive, answer)
        except ArchiveError as error:
            doubts = dict.fromkeys((citation.n for citation in answer.citations), str(error))
    except Exception as error:
        body = f'<p class="problem" role="alert">{text(told(error))}</p>'
        return HTMLResponse(plain_page("Groundwire", body), status_code=404, headers=headers)
    if form == "html":
        headers["content-disposition"] = 'attachment; filename="answer.html"'
    return HTMLResponse(answer_page(answer, doubts), headers=headers)
