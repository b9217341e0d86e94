"""The login page and its two routes."""

from typing import TYPE_CHECKING

from app.chat.markup import text
from app.chat.serving.people import DAYS, SESSION, People
from app.chat.serving.plain_page import plain_page, plain_style
from app.chat.serving.policy import plain_policy
from app.chat.serving.rates import Rate

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

WRONG = "Name or password is wrong."
TOO_OFTEN = "That was wrong too often; try again in ten minutes."


def login_routes(people: People, failures: Rate) -> "list[Route]":
    """Return the routes `/login` and `/logout`.

    Args:
        people: logs users in and out.
        failures: how often an address may be wrong.
    """
    from starlette.concurrency import run_in_threadpool
    from starlette.responses import RedirectResponse
    from starlette.routing import Route

    async def show(_: "Request") -> "Response":
        return _page("")

    async def log_in(request: "Request") -> "Response":
        address = request.client.host if request.client else "unknown"
        if failures.wait(address):
            return _page(TOO_OFTEN, 429)
        form = await request.form()
        name, password = str(form.get("name", "")), str(form.get("password", ""))
        token = await run_in_threadpool(people.log_in, name.strip(), password)
        if token is None:
            return _page(WRONG, 401)
        failures.wait(address, -1)
        reply = RedirectResponse("/", status_code=303)
        secure = request.url.scheme == "https"
        reply.set_cookie(
            SESSION, token, max_age=DAYS * 86_400, httponly=True, samesite="lax", secure=secure, path="/"
        )
        return reply

    async def log_out(request: "Request") -> "Response":
        if token := request.cookies.get(SESSION):
            people.log_out(token)
        reply = RedirectResponse("/login", status_code=303)
        reply.delete_cookie(SESSION, path="/")
        return reply

    return [
        Route("/login", show, methods=["GET"]),
        Route("/login", log_in, methods=["POST"]),
        Route("/logout", log_out, methods=["POST"]),
    ]


def _page(problem: str, status: int = 200) -> "Response":
    from starlette.responses import HTMLResponse

    told = f'<p class="problem" role="alert">{text(problem)}</p>' if problem else ""
    body = (
        f'<form class="login" method="post" action="/login"><h1>Groundwire</h1>{told}'
        '<label for="name">Name</label>'
        '<input id="name" name="name" autocomplete="username" autofocus required>'
        '<label for="password">Password</label>'
        '<input id="password" name="password" type="password" autocomplete="current-password" required>'
        "<button>Log in</button></form>"
    )
    headers = {"content-security-policy": plain_policy(plain_style())}
    return HTMLResponse(plain_page("Log in to Groundwire", body), status_code=status, headers=headers)
