import subprocess
import sys

from app.tokens import count_tokens, encoding_name

OFFLINE = """
import socket
def refuse(*_): raise AssertionError("the network was used")
socket.getaddrinfo = socket.create_connection = refuse
from app.tokens import count_tokens
print(count_tokens("Four people died."), count_tokens("Four people died.", "gpt-4"))
"""


def test_tokens_are_counted_without_a_network_or_a_cache_folder() -> None:
    done = subprocess.run([sys.executable, "-c", OFFLINE], capture_output=True, text=True, env={}, check=True)
    assert done.stdout.split() == ["4", "4"]


def test_special_tokens_are_plain_text_and_long_texts_are_counted() -> None:
    assert count_tokens("<|endoftext|>") > 1
    assert count_tokens("") == 0
    assert count_tokens("a" * 100_000) >= 5 * count_tokens("a" * 20_000)


def test_older_models_count_with_their_own_vocabulary() -> None:
    assert encoding_name("gpt-4-turbo") == "cl100k_base"
    assert encoding_name("gpt-4o") == encoding_name("qwen3") == "o200k_base"
