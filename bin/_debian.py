"""What may be installed from Debian's packages, where we are root and the machine has them."""

import os
import shutil
import subprocess
import sys


def install(*packages: str) -> str:
    """Install the packages; return why that was not possible, or nothing."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return f"install {' '.join(packages)} (only root on Debian or Ubuntu may have it done here)"
    sys.stdout.write(f"— installing {' '.join(packages)}\n")
    sys.stdout.flush()
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        done = subprocess.run(
            ["apt-get", "-qq", *command], env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False
        )
    return f"apt-get could not install {' '.join(packages)}" if done.returncode else ""
