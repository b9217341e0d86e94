"""What the network gets from a running page, and what it does not."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from typing import Any

import httpx
import pytest

pytestmark = pytest.mark.filterwarnings("ignore")  # gradio and its server warn of their own affairs

SECRETS = [
    "/gradio_api/file=/etc/passwd",
    "/gradio_api/file/etc/passwd",
    "/gradio_api/file=../../chat.sqlite3",
    "/gradio_api/proxy=https://stranger.example/",
    "/static/../../../pyproject.toml",
    "/static/%2e%2e/%2e%2e/%2e%2e/pyproject.toml",
    "/assets/..%2f..%2f..%2frouter.py",
    "/answer/..%2f..%2fusers",
    "/monitoring",
    "/openapi.json",
    "/docs",
    "/gradio_api/openapi.json",
    "/gradio_api/dev/reload",
    "/gradio_api/vibe-code",
    "/users.json",
]


def test_the_policy_is_strict_and_scripts_carry_a_nonce(served: Any) -> None:
    reply = httpx.get(served.address)
    policy = reply.headers["content-security-policy"]
    nonce = policy.split("'nonce-")[1].split("'")[0]
    assert "default-src 'none'" in policy and "unsafe-inline" not in policy.split("style-src")[0]
    assert reply.text.count(f'<script nonce="{nonce}"') == reply.text.count("<script")
    assert nonce not in httpx.get(served.address).text
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert "HttpOnly" in reply.headers["set-cookie"] and "SameSite=Lax" in reply.headers["set-cookie"]


@pytest.mark.parametrize("path", SECRETS)
def test_no_file_of_the_server_and_nothing_unneeded_can_be_read(served: Any, path: str) -> None:
    reply = httpx.get(served.address + path)
    assert reply.status_code in (400, 403, 404)
    assert "root:" not in reply.text and "[project]" not in reply.text


def test_another_site_another_name_and_too_much_are_refused(served: Any) -> None:
    join = f"{served.address}/gradio_api/queue/join"
    crossed = httpx.post(join, json={}, headers={"origin": "https://stranger.example"})
    renamed = httpx.get(served.address, headers={"host": "stranger.example"})
    heavy = httpx.post(join, content=b"x" * 1_500_000)
    address = httpx.URL(served.address)
    wire = HTTPConnection(address.host, address.port)
    wire.putrequest("POST", "/gradio_api/upload")
    wire.putheader("content-length", "5000000000")
    wire.endheaders(b"the first few bytes of five gigabytes")
    huge = wire.getresponse()
    assert [crossed.status_code, renamed.status_code, heavy.status_code, huge.status] == [
        403,
        421,
        413,
        413,
    ]
    assert "200 MB are the limit" in huge.read().decode()
    wire.close()


def test_a_flood_is_told_to_wait() -> None:
    import anyio

    from app.chat.serving.gate import Gate, Limits

    sent: list[dict[str, Any]] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def send(message: Any) -> None:
        sent.append(message)

    class Anybody:
        def who(self, cookies: Any, authorization: str = "") -> Any:
            from app.chat.serving.people import Person

            return Person("visitor:x")

    gate = Gate(app, Anybody(), limits=Limits(requests=2))  # type: ignore[arg-type]
    scope = {"type": "http", "path": "/config", "method": "GET", "headers": [], "client": ("10.0.0.1", 1)}
    with ThreadPoolExecutor(1) as pool:  # this thread may be a browser's event loop
        for _ in range(3):
            pool.submit(anyio.run, gate, dict(scope), None, send).result()
    assert [m["status"] for m in sent if m["type"] == "http.response.start"] == [200, 200, 429]


def test_login_guards_everything_and_two_people_are_kept_apart(serve_page: Callable[..., Any]) -> None:
    served = serve_page(users={"ann": True, "bob": False})
    address = served.address
    for path in ("/", "/config", "/mcp", "/gradio_api/info", "/answer/aaaaaaaaaaaaaaaaaaaaaaaa"):
        assert httpx.get(address + path).status_code == 401
    sent = httpx.get(address, headers={"accept": "text/html"})
    assert (sent.status_code, sent.headers["location"]) == (303, "/login")
    assert "<script" not in httpx.get(f"{address}/login").text

    wrong = httpx.post(f"{address}/login", data={"name": "ann", "password": "wrong wrong"})
    assert wrong.status_code == 401 and "Name or password is wrong" in wrong.text
    entered = httpx.post(f"{address}/login", data={"name": "ann", "password": "password of ann"})
    assert entered.status_code == 303 and "HttpOnly" in entered.headers["set-cookie"]
    cookie = {"cookie": entered.headers["set-cookie"].split(";")[0]}
    assert httpx.get(address, headers=cookie).status_code == 200

    bob = httpx.Client(auth=("bob", "password of bob"), base_url=address)
    call = {"data": ["How many pupils does the school have?", "", "", ""]}
    event = bob.post("/gradio_api/call/ask", json=call).json()["event_id"]
    assert "96 pupils" in bob.get(f"/gradio_api/call/ask/{event}", timeout=120).text
    bob.close()

    guesses = [
        httpx.post(f"{address}/login", data={"name": "ann", "password": f"guess number {n}"}).status_code
        for n in range(12)
    ]
    assert guesses[-1] == 429
    assert httpx.post(f"{address}/logout", headers=cookie).status_code == 303
    assert httpx.get(address, headers=cookie).status_code == 401


def test_twenty_visitors_at_once_each_get_the_answer_to_their_own_question(served: Any) -> None:
    asked = [
        ("How many people live on Skua Rock?", "1,480 people"),
        ("How many pupils does the school have?", "96 pupils"),
        ("How many islanders did the last census count?", "1,610 islanders"),
        ("Who is a boatbuilder?", "Jory Pascoe"),
    ] * 5

    def ask(question: str) -> str:
        with httpx.Client(base_url=served.address, timeout=120) as visitor:  # without a cookie: somebody new
            call = {"data": [question, "", "", ""]}
            event = visitor.post("/gradio_api/call/ask", json=call).json()["event_id"]
            return visitor.get(f"/gradio_api/call/ask/{event}").text

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(ask, [question for question, _ in asked]))
    assert all(words in answer for (_, words), answer in zip(asked, answers, strict=True))
