"""`python -m benchmarks.floors`: every measured quality against its floor; what ../shared does not give is skipped.

A floor is a figure in floors/*.json. It is raised by a benchmark's own `--raise-floors` and lowered only by hand, in a
commit that says why.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GATES = {
    "benchmarks.reports": ROOT.parent / "shared" / "reports",
    "benchmarks.search": ROOT.parent / "shared" / "eval" / "search",
}


def main() -> int:
    """Run each gate whose data is there; the number of gates that failed."""
    failed = 0
    for module, data in GATES.items():
        if not data.is_dir():
            print(f"{module}: skipped, its data is not beside this checkout")
            continue
        failed += subprocess.run([sys.executable, "-m", module, "--check"], cwd=ROOT, check=False).returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main())
