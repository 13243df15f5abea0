"""Sets up .venv for this checkout: `python3 .ci/setup.py`. Standard library only; does nothing when nothing changed.

uv is used where it is on the PATH, pip otherwise; both are pinned by constraints.txt. torch comes as its CPU build: from
PyTorch's own CPU index where that can be reached (uv knows it by name, `--torch-backend cpu`), else from what pip finds
here, unless that would bring CUDA packages. What ends up in .venv is checked for them.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / ".ready"
CONSTRAINTS = ROOT / "constraints.txt"
CUDA = re.compile(r"^(nvidia-|cuda-|triton$|pytorch-triton)", re.IGNORECASE)


def fail(message: str) -> None:
    sys.exit(f"setup: {message}")


def run(*command: str | Path, env: dict[str, str] | None = None, quiet: bool = False) -> bool:
    """Whether the command succeeded; its output is shown unless `quiet`."""
    sink = subprocess.DEVNULL if quiet else None
    return (
        subprocess.run([str(c) for c in command], check=False, cwd=ROOT, env=env, stdout=sink, stderr=sink).returncode
        == 0
    )


def wanted() -> str:
    """A hash of all that decides what must be installed."""
    parts = [(ROOT / "pyproject.toml").read_bytes(), CONSTRAINTS.read_bytes(), Path(__file__).read_bytes()]
    parts.append(sys.version.encode() + str(ROOT).encode())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def torch_version() -> str:
    found = re.search(r"^torch==(\S+)$", CONSTRAINTS.read_text(encoding="utf-8"), re.MULTILINE)
    if found is None:
        fail("constraints.txt must pin torch, e.g. 'torch==2.13.0'")
    assert found is not None
    return found[1]


def uv_environment() -> dict[str, str]:
    """The environment for uv: its own, with pip's find-links, which uv does not read by itself."""
    env = dict(os.environ, VIRTUAL_ENV=str(VENV), UV_LINK_MODE="copy")
    if "UV_FIND_LINKS" not in env:
        asked = subprocess.run([PYTHON, "-m", "pip", "config", "list"], check=False, capture_output=True, text=True)
        links = re.findall(r"find-links='([^']*)'", asked.stdout)
        if links:
            env["UV_FIND_LINKS"] = ",".join(dict.fromkeys(" ".join(links).replace("\\n", " ").split()))
    return env


def pip(*arguments: str) -> bool:
    return run(PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check", *arguments)


def pip_would_bring_cuda(requirement: str) -> bool:
    """Whether installing `requirement` with pip, as pip is set up here, brings CUDA packages."""
    asked = subprocess.run(
        [PYTHON, "-m", "pip", "install", "--quiet", "--dry-run", "--report", "-", requirement],
        check=False,
        capture_output=True,
        text=True,
    )
    if asked.returncode != 0:
        fail(f"pip cannot find {requirement}: {asked.stderr.strip().splitlines()[-1:]}; check the network")
    plan = json.loads(asked.stdout[asked.stdout.index("{") :])
    return any(CUDA.match(item["metadata"]["name"]) for item in plan["install"])


def install_torch(uv: str | None) -> None:
    requirement = f"torch=={torch_version()}"
    if sys.platform != "linux":  # elsewhere the ordinary build has no CUDA
        return
    cpu_index = ("pip", "install", "--quiet", "--torch-backend", "cpu", requirement)
    if uv and run(uv, *cpu_index, env=uv_environment(), quiet=True):
        return
    if pip_would_bring_cuda(requirement):
        # without uv on the PATH: borrow it, for it knows PyTorch's CPU index by name
        borrowed = VENV / "bin" / "uv"
        if not (pip("uv") and run(borrowed, *cpu_index, env=uv_environment())):
            fail(
                f"only a CUDA build of {requirement} can be found; install a CPU build into .venv, then run this again"
            )
    elif not pip(requirement):
        fail(f"pip could not install {requirement}; the lines above say why")


def install_project(uv: str | None) -> None:
    arguments = ("--constraint", "constraints.txt", "--editable", ".[dev]")
    if uv and run(uv, "pip", "install", "--quiet", *arguments, env=uv_environment(), quiet=True):
        return
    if not pip(*arguments):
        fail("pip could not install the project; the lines above say why")


def installed() -> list[str]:
    listed = subprocess.run([PYTHON, "-m", "pip", "list", "--format=json"], capture_output=True, text=True, check=True)
    return [item["name"] for item in json.loads(listed.stdout)]


def main() -> None:
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        fail(f"Python 3.11 to 3.13 is needed (found {sys.version.split()[0]}); run: make PYTHON=python3.12 ...")
    stamp = wanted()
    if STAMP.exists() and STAMP.read_text() == stamp and PYTHON.exists():
        return
    print("setup: making .venv (once; a minute or two)", flush=True)
    if VENV.exists() and not PYTHON.exists():
        shutil.rmtree(VENV)
    if not PYTHON.exists() and not run(sys.executable, "-m", "venv", VENV):
        fail("python's venv module is missing; on Debian and Ubuntu: apt-get install python3-venv")
    uv = shutil.which("uv")
    install_torch(uv)
    install_project(uv)
    cuda = [name for name in installed() if CUDA.match(name)]
    if cuda:
        fail(f"CUDA packages landed in .venv: {', '.join(cuda)}; remove .venv and install torch's CPU build first")
    # compiling now costs seconds once; otherwise the first command of a user pays for it
    site_packages = sysconfig.get_path("purelib", vars={"base": str(VENV), "platbase": str(VENV)})
    run(PYTHON, "-m", "compileall", "-q", "-j", "0", site_packages, quiet=True)
    STAMP.write_text(stamp)
    print("setup: done", flush=True)


if __name__ == "__main__":
    main()
