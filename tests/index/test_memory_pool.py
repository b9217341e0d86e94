"""One pool of memory for all threads, as glibc itself tells it."""

import platform
import subprocess
import sys
from pathlib import Path

import pytest

ALLOCATE = """
import ctypes, sys, threading
from index.memory_pool import share_freed_memory
if sys.argv[1] == "shared":
    share_freed_memory()
kept, all_there = [], threading.Barrier(4)
def allocate():
    all_there.wait()
    kept.append([bytearray(50_000) for _ in range(20)])
    all_there.wait()
threads = [threading.Thread(target=allocate) for _ in range(4)]
[thread.start() for thread in threads], [thread.join() for thread in threads]
libc = ctypes.CDLL(None)
libc.fopen.restype = ctypes.c_void_p
out = ctypes.c_void_p(libc.fopen(sys.argv[2].encode(), b"w"))
libc.malloc_info(0, out)
libc.fclose(out)
"""


def pools(how: str, out: Path) -> int:
    command = [sys.executable, "-c", ALLOCATE, how, str(out)]
    subprocess.run(command, cwd=Path(__file__).parents[2], check=True)
    return out.read_text().count("<heap nr=")


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc has pools for threads")
def test_threads_share_one_pool(tmp_path: Path):
    assert pools("shared", tmp_path / "shared.xml") == 1
    assert pools("as it is", tmp_path / "own.xml") > 1
