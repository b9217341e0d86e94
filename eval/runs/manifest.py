"""What a run was made of: enough to say whether two runs may be compared, and to repeat one."""

import hashlib
import platform
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib import metadata, resources
from typing import Any

from pydantic import BaseModel, ConfigDict

from app.settings import Settings
from eval.cases import Case

_PACKAGES = ("app", "index", "prompts")
_NOT_DECIDING = ("cache", "price", "budget", "database_url", "chroma_url", "machine")
_HASHED = (".py", ".md", ".txt", ".json", ".onnx")
_LIBRARIES = (
    "groundwire", "chromadb", "tantivy", "onnxruntime", "tokenizers", "llama-index-core", "sentencex",
    "trafilatura", "openai", "numpy", "scipy", "pydantic",
)  # fmt: skip


class Manifest(BaseModel):
    """The configuration of a run.

    Args:
        cases_hash: of all cases, as validated.
        fingerprint: of everything that decides the answers; a run goes on only with the same one.
        system: what answered: settings without keys, answerer, embedder.
        archive: revision and size.
        code_hash: of Groundwire's own sources and prompts.
        prompts: hash of each prompt.
        commit: of the repository that the code stands in, empty when it stands in none.
        libraries: versions of what it runs on.
        seed: of the bootstrap and of anything drawn.
        judge: what decided whether citations carry claims; set by scoring.
        scoring: hash of the sources of the scores and of the matching of facts; set by scoring.
        started: UTC, ISO 8601.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    format: int = 1
    cases_hash: str
    fingerprint: str
    system: dict[str, Any] = {}
    archive: dict[str, Any] = {}
    code_hash: str = ""
    prompts: dict[str, str] = {}
    commit: str = ""
    python: str = ""
    libraries: dict[str, str] = {}
    seed: int = 0
    judge: str = ""
    scoring: str = ""
    started: str = ""


def make_manifest(
    cases: Sequence[Case], *, system: Mapping[str, Any], archive: Mapping[str, Any], seed: int
) -> Manifest:
    """Return the manifest of a run that begins now."""
    code, prompts = code_hash(), prompt_hashes()
    cases_hash = hash_of_cases(cases)
    decides = repr((cases_hash, sorted(system.items()), sorted(archive.items()), code, seed))
    return Manifest(
        cases_hash=cases_hash,
        fingerprint=_sha(decides.encode("utf-8", "surrogatepass")),
        system=dict(system),
        archive=dict(archive),
        code_hash=code,
        prompts=prompts,
        commit=_commit(),
        python=platform.python_version(),
        libraries=_versions(),
        seed=seed,
        started=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def system_of(settings: Settings) -> dict[str, Any]:
    """Return the settings that decide answers; keys are left out, and what only saves money or time."""
    return {
        key: value
        for key, value in settings.model_dump(mode="json").items()
        if not key.endswith("api_key") and not key.startswith(_NOT_DECIDING)
    }


def hash_of_cases(cases: Sequence[Case]) -> str:
    """Return a hash that two runs share when they were asked the same cases, in whatever order."""
    rows = sorted(case.model_dump_json() for case in cases)
    return _sha("\n".join(rows).encode("utf-8", "surrogatepass"))


def code_hash() -> str:
    """Return a hash of the sources, prompts and models that answer and judge, so that a change is told."""
    return _hash_of(*_PACKAGES)


def _hash_of(*packages: str) -> str:
    digest = hashlib.sha256()
    for package in packages:
        for path in sorted(_files(resources.files(package)), key=lambda p: p[0]):
            digest.update(f"{package}/{path[0]}\0".encode())
            digest.update(path[1])
    return digest.hexdigest()[:12]


def scoring_hash() -> str:
    """Return a hash of the sources that match facts and compute scores."""
    return _hash_of("eval.matching", "eval.scores")


def prompt_hashes() -> dict[str, str]:
    """Return the hash of every prompt by name."""
    from prompts import load

    names = [f.name for f in resources.files("prompts").iterdir() if f.name.endswith(".md")]
    return {name.removesuffix(".md"): load(name.removesuffix(".md")).hash for name in sorted(names)}


def _files(folder: Any, prefix: str = "") -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for item in folder.iterdir():
        if item.is_dir() and item.name != "__pycache__":
            found += _files(item, f"{prefix}{item.name}/")
        elif item.name.endswith(_HASHED):
            found.append((prefix + item.name, item.read_bytes()))
    return found


def _versions() -> dict[str, str]:
    found: dict[str, str] = {}
    for name in _LIBRARIES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def _commit() -> str:
    """Return the commit that the code stands at, with `+` when files were changed since."""
    import shutil
    import subprocess
    from pathlib import Path

    git, root = shutil.which("git"), Path(str(resources.files("app"))).parent
    if git is None or not (root / ".git").exists():
        return ""
    try:
        told = [
            subprocess.run(  # noqa: S603 - fixed arguments
                [git, "-C", str(root), *arguments], capture_output=True, text=True, timeout=10, check=True
            ).stdout.strip()
            for arguments in (("rev-parse", "--short=12", "HEAD"), ("status", "--porcelain", "-uno"))
        ]
    except (OSError, subprocess.SubprocessError):
        return ""
    return told[0] + ("+" if told[1] else "")


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]
