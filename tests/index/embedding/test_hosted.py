import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest

from index.embedding.factory import make_embedder
from index.embedding.hosted import BATCH_TEXTS, HostedEmbedder
from index.embedding.minilm import MiniLmEmbedder
from index.errors import ModelError, SettingsError


class Endpoint:
    """An embedding endpoint on loopback: answers with `reply(texts)`, after the failures asked for."""

    def __init__(self, url: str):
        self.url = url
        self.requests: list[dict] = []
        self.failures: list[int] = []
        self.reply = lambda texts: [[float(len(t)), 1.0, 2.0] for t in texts]


@contextmanager
def serving() -> Iterator[Endpoint]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            endpoint.requests.append(asked)
            status = endpoint.failures.pop(0) if endpoint.failures else 200
            if status != 200:
                body = {"error": {"message": f"bad key {self.headers['Authorization']}"}}
            else:
                vectors = endpoint.reply(asked["input"])
                data = [{"object": "embedding", "index": i, "embedding": v} for i, v in enumerate(vectors)]
                body = {"object": "list", "model": "m", "data": data[::-1], "usage": {}}
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("retry-after-ms", "1")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        endpoint = Endpoint(f"http://127.0.0.1:{server.server_port}/v1")
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield endpoint
        server.shutdown()
        thread.join()


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    with serving() as endpoint:
        yield endpoint


@contextmanager
def hosted(endpoint: Endpoint, **options) -> Iterator[HostedEmbedder]:
    embedder = HostedEmbedder(
        "m", base_url=endpoint.url, api_key="sk-secret", tokenizer=MiniLmEmbedder(), **options
    )
    yield embedder
    embedder.close()


def test_unit_vectors_in_the_order_of_the_texts(endpoint):
    with hosted(endpoint) as embedder:
        vectors = embedder.embed(["aaa", "", "bbbbbb"])
    assert vectors.shape == (3, 3)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)
    assert np.allclose(vectors[:, 0] / vectors[:, 1], [3, 1, 6])  # an empty text is sent as one space


def test_texts_go_in_batches(endpoint):
    with hosted(endpoint) as embedder:
        assert len(embedder.embed(["x"] * (BATCH_TEXTS + 1))) == BATCH_TEXTS + 1
    assert [len(r["input"]) for r in endpoint.requests] == [BATCH_TEXTS, 1]


def test_long_texts_are_cut_before_they_are_sent(endpoint):
    with hosted(endpoint, max_tokens=10) as embedder:
        embedder.embed(["ship " * 1000])
        assert embedder.count_tokens(endpoint.requests[0]["input"])[0] <= 10


def test_dimensions_are_asked_for_or_learnt(endpoint):
    with hosted(endpoint) as embedder:
        assert embedder.dimensions == 3
        assert embedder.name == "openai:m"
        assert embedder.embed([]).shape == (0, 3)
    with hosted(endpoint, dimensions=3) as embedder:
        embedder.embed(["x"])
        assert embedder.name == "openai:m:3"
    assert [r.get("dimensions") for r in endpoint.requests] == [None, 3]


def test_a_passing_failure_is_tried_again(endpoint):
    endpoint.failures = [429, 500]
    with hosted(endpoint) as embedder:
        assert embedder.embed(["x"]).shape == (1, 3)
    assert len(endpoint.requests) == 3


@pytest.mark.parametrize(
    ("status", "retryable", "requests"), [(401, False, 1), (404, False, 1), (429, True, 2), (503, True, 2)]
)
def test_a_lasting_failure_is_one_line_without_the_key(endpoint, status, retryable, requests):
    endpoint.failures = [status] * 9
    with hosted(endpoint, max_retries=1) as embedder, pytest.raises(ModelError, match=str(status)) as caught:
        embedder.embed(["x"])
    assert caught.value.retryable is retryable
    assert len(endpoint.requests) == requests
    assert "\n" not in str(caught.value)
    assert "sk-secret" not in str(caught.value)


@pytest.mark.parametrize(
    "reply",
    [
        lambda texts: [],
        lambda texts: [[1.0, 2.0, 3.0]] * (len(texts) + 1),
        lambda texts: [[0.0, 0.0, 0.0]] * len(texts),
        lambda texts: [[float("nan"), 1.0, 1.0]] * len(texts),
        lambda texts: [[1.0], [1.0, 2.0]],
        lambda texts: ["words"] * len(texts),
    ],
)
def test_vectors_that_cannot_be_used(endpoint, reply):
    endpoint.reply = reply
    with hosted(endpoint) as embedder, pytest.raises(ModelError, match="no usable vectors"):
        embedder.embed(["x", "y"])


def test_vectors_of_another_length_than_before(endpoint):
    with hosted(endpoint) as embedder:
        assert embedder.dimensions == 3
        endpoint.reply = lambda texts: [[1.0, 2.0]] * len(texts)
        with pytest.raises(ModelError, match="no usable vectors"):
            embedder.embed(["x"])


def test_nobody_listening():
    with serving() as gone:
        pass
    with hosted(gone, max_retries=0) as embedder, pytest.raises(ModelError) as caught:
        embedder.embed(["x"])
    assert caught.value.retryable


def test_the_factory_chooses():
    assert make_embedder().name.startswith("all-MiniLM-L6-v2:int8")
    assert make_embedder("openai:small", api_key="k", max_tokens=99).max_tokens == 99
    with pytest.raises(SettingsError, match="no embedder named 'word2vec'"):
        make_embedder("word2vec")
    with pytest.raises(SettingsError, match="no embedder named 'openai:'"):
        make_embedder("openai:", api_key="k")
    with pytest.raises(SettingsError, match="needs a key or an endpoint"):
        make_embedder("openai:small")
