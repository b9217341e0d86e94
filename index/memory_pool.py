"""Memory of a long run: what one thread frees, another uses again."""

import ctypes
from contextlib import suppress

M_ARENA_MAX = -8  # malloc.h of glibc


def share_freed_memory() -> None:
    """Let all threads allocate from one pool, from now on and for the whole process.

    glibc gives threads pools of their own and keeps in each what was freed there. The threads that come and
    go while Chroma and tantivy store would make a process grow by as much again as Chroma's vectors do. Does
    nothing where there is no glibc. Only for a process that does nothing but index: the threads of a server
    would wait for each other.
    """
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, 1)
