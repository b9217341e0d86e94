"""Trains a model with several single-threaded workers that share its weights.

Each worker takes the next batch, computes its gradient from the weights as they are, and updates them under
a lock, without waiting for the others ("Hogwild" with a lock on the update; Recht et al. 2011). On a machine
whose cores are also used by other work this loses nothing to barriers. With one worker a run is repeatable;
with more, the order of updates depends on the clock, and the figures differ a little from run to run.

The learning rate warms up, stays, and falls to zero in the last `--decay` steps (warmup-stable-decay, Hu et
al. 2024, section 4). A run without `--decay` can be stopped (SIGTERM or Ctrl-C saves) and resumed at any
time; a second run with `--from last.pt --steps N --decay N` finishes any of its checkpoints.

Beside the weights goes their running mean (`mean.pt`), which at a level rate is a better model than the
weights themselves, as finished as after a decay, and costs nothing (Polyak and Juditsky 1992; Izmailov et al.
2018). The held-out figures in the log are the mean's.
"""

import argparse
import copy
import ctypes
import json
import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
import torch.multiprocessing as mp
from torch import Tensor, nn

BETAS, EPSILON, WEIGHT_DECAY, CLIP = (0.9, 0.98), 1e-6, 0.01, 1.0
MEAN_EVERY = 5
"""Steps between two updates of the running mean: each reads all weights."""


@dataclass(frozen=True, slots=True)
class Task:
    """What is trained.

    Args:
        build: makes the model with its first weights.
        batches: the batches of pool number n (from 0); the same for the same n.
        loss: the loss of a batch.
        score: a line of figures on held-out data.
        tokens: the number of tokens of a batch.
    """

    build: Callable[[], nn.Module]
    batches: Callable[[int], Sequence[Any]]
    loss: Callable[[nn.Module, Any], Tensor]
    score: Callable[[nn.Module], str]
    tokens: Callable[[Any], int]


@dataclass(slots=True)
class Shared:
    """What the workers share: flat weights, the two moments of Adam, the running mean, and counters."""

    weights: Tensor
    first: Tensor
    second: Tensor
    decayed: Tensor
    mean: Tensor  # of the weights of the last steps
    counters: Tensor  # updates done, next pool, tokens seen in this run
    start: int
    lock: Any = field(default_factory=mp.Lock)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that every run has."""
    parser.add_argument("--out", type=Path, required=True, help="run folder: checkpoints and log")
    parser.add_argument(
        "--from", dest="origin", type=Path, help="checkpoint to start from, instead of last.pt"
    )
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--tokens", type=int, default=1024, help="padded tokens of a step")
    parser.add_argument("--warmup", type=int, default=120, help="steps")
    parser.add_argument("--steps", type=int, default=10**9, help="stop after so many steps of this run")
    parser.add_argument("--decay", type=int, default=0, help="of which the last so many decay")
    parser.add_argument("--mean-steps", type=int, default=1000, help="steps that the running mean looks back")
    parser.add_argument("--dropout", type=float, default=0.0)
    parser.add_argument("--save-every", type=int, default=100)
    parser.add_argument("--score-every", type=int, default=600)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)


def fit(task: Task, args: argparse.Namespace) -> None:
    """Train until `args.steps`; writes `last.pt` (or `final.pt` with a decay) and `log.txt` in `args.out`."""
    args.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(args.seed)
    model = task.build()
    size = sum(p.numel() for p in _trained(model))
    shared = Shared(
        *(torch.zeros(size).share_memory_() for _ in range(3)),
        torch.cat([torch.full((p.numel(),), float(p.ndim > 1)) for p in _trained(model)]).share_memory_(),
        torch.zeros(size).share_memory_(),
        torch.zeros(3, dtype=torch.long).share_memory_(),
        0,
    )
    last = args.out / "last.pt"
    origin = args.origin or (last if last.exists() else None)
    if origin:
        saved = torch.load(origin, weights_only=True)
        model.load_state_dict(saved["model"])
        if "first" in saved:  # a mean of weights has no moments
            shared.first.copy_(saved["first"])
            shared.second.copy_(saved["second"])
        shared.counters[0], shared.counters[1] = saved["step"], saved["pool"]
        shared.start = saved["step"]
    _share(model, shared.weights)
    shared.mean.copy_(saved["mean"] if origin and "mean" in saved else shared.weights)
    note(args, f"step {shared.start} start {json.dumps(vars(args), default=str)}")
    workers = [mp.Process(target=_work, args=(task, model, shared, args)) for _ in range(args.workers)]
    for worker in workers:
        worker.start()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        for worker in workers:
            worker.join()
    except KeyboardInterrupt:
        shared.lock.acquire(timeout=60)  # between two updates, unless a worker hangs
        for worker in workers:
            worker.kill()
        _save(args.out / ("decaying.pt" if args.decay else "last.pt"), model, shared)
        note(args, f"step {int(shared.counters[0])} stopped")
        return
    if any(worker.exitcode for worker in workers):
        raise SystemExit("a worker failed; run again to go on from the last checkpoint")
    _save(args.out / ("final.pt" if args.decay else "last.pt"), model, shared)
    score = task.score(model.eval() if args.decay else averaged(model, shared.mean))
    note(args, f"step {int(shared.counters[0])} {score}")


def note(args: argparse.Namespace, text: str) -> None:
    """Add a line to the log and print it."""
    line = f"{time.strftime('%H:%M:%S')} {text}"
    print(line, flush=True)
    with (args.out / "log.txt").open("a", encoding="utf-8") as log:
        log.write(line + "\n")


def _trained(model: nn.Module) -> list[nn.Parameter]:
    return [p for p in model.parameters() if p.requires_grad]


def _share(model: nn.Module, weights: Tensor) -> None:
    """Move the trained parameters into one flat shared tensor; the frozen ones are shared as they are."""
    place = 0
    for p in _trained(model):
        part = weights[place : place + p.numel()].view_as(p)
        part.copy_(p.detach())
        p.data = part
        place += p.numel()
    for p in model.parameters():
        if not p.requires_grad:
            p.data = p.data.share_memory_()


def averaged(model: nn.Module, mean: Tensor) -> nn.Module:
    """Return a copy of `model` whose trained weights are those of the flat tensor `mean`."""
    twin = copy.deepcopy(model)
    place = 0
    for p in _trained(twin):
        p.data = mean[place : place + p.numel()].view_as(p).clone()
        place += p.numel()
    return twin.eval()


def _save(path: Path, model: nn.Module, shared: Shared) -> None:
    at = {"step": int(shared.counters[0]), "pool": int(shared.counters[1])}
    own = {"first": shared.first, "second": shared.second, "mean": shared.mean}
    _write(path, {"model": model.state_dict(), **own, **at})
    _write(path.with_name("mean.pt"), {"model": averaged(model, shared.mean).state_dict(), **at})


def _write(path: Path, state: dict[str, Any]) -> None:
    partial = path.with_suffix(".part")
    torch.save(state, partial)
    partial.replace(path)


def _work(task: Task, model: nn.Module, shared: Shared, args: argparse.Namespace) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    ctypes.CDLL("libc.so.6").prctl(1, 15)  # end with the parent (PR_SET_PDEATHSIG, SIGTERM)
    trained = _trained(model)
    mean, began = None, time.time()
    while True:
        with shared.lock:
            pool = int(shared.counters[1])
            shared.counters[1] += 1
        for batch in task.batches(pool):
            seen = int(shared.counters[0])
            if seen - shared.start >= args.steps:
                return
            loss = task.loss(model, batch)
            for p in trained:
                p.grad = None
            loss.backward()
            gradient = torch.cat([p.grad.reshape(-1) for p in trained])
            with shared.lock:
                step = int(shared.counters[0])
                if step - seen > 4 * args.workers:  # computed from weights long gone
                    continue
                _update(gradient, shared, args, step)
                if step % MEAN_EVERY == 0:
                    shared.mean.lerp_(shared.weights, min(1.0, MEAN_EVERY / args.mean_steps))
                shared.counters[0] = step = step + 1
                shared.counters[2] += task.tokens(batch)
                if step % args.save_every == 0:
                    _save(args.out / "last.pt" if not args.decay else args.out / "decaying.pt", model, shared)
            mean = loss.item() if mean is None else 0.97 * mean + 0.03 * loss.item()
            if step % 50 == 0:
                speed = int(shared.counters[2]) / (time.time() - began)
                note(args, f"step {step} pool {pool} loss {mean:.3f} tokens/s {speed:.0f}")
            if step % args.score_every == 0:
                note(args, f"step {step} {task.score(averaged(model, shared.mean))}")


def _update(gradient: Tensor, shared: Shared, args: argparse.Namespace, step: int) -> None:
    """One AdamW step on the flat weights (Loshchilov and Hutter 2019)."""
    done = step - shared.start
    left = min(1.0, max(0, args.steps - done) / args.decay) if args.decay else 1.0
    rate = args.rate * min(1.0, (step + 1) / args.warmup) * left
    gradient *= min(1.0, CLIP / (float(gradient.norm()) + 1e-6))
    shared.first.lerp_(gradient, 1 - BETAS[0])
    shared.second.mul_(BETAS[1]).addcmul_(gradient, gradient, value=1 - BETAS[1])
    right1, right2 = 1 - BETAS[0] ** (step + 1), 1 - BETAS[1] ** (step + 1)
    shared.weights.addcmul_(shared.weights, shared.decayed, value=-rate * WEIGHT_DECAY)
    scale = (shared.second / right2).sqrt_().add_(EPSILON)
    shared.weights.addcdiv_(shared.first, scale, value=-rate / right1)
