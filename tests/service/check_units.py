#!/usr/bin/env python3
"""The units as systemd reads them: no complaint of `systemd-analyze verify`, an exposure of at most
1.3 by `systemd-analyze security`, and a service that agrees with its socket and its user."""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
UNITS = ("iaqd.service", "iaqd.socket")
EXPOSURE_MAX = "13"  # tenths


def analyze(*words):
    ran = subprocess.run(["systemd-analyze", *words], capture_output=True, text=True, check=False)
    return ran.returncode, (ran.stdout + ran.stderr).strip()


def verified():
    """Verifies copies whose programs exist, since what is checked here is not installed."""
    with tempfile.TemporaryDirectory() as folder:
        for name in UNITS:
            text = (ROOT / "systemd" / name).read_text(encoding="utf-8")
            (Path(folder) / name).write_text(re.sub(r"/usr/bin/iaq\w+", "/bin/true", text))
        return analyze("verify", "--man=no", *(str(Path(folder) / name) for name in UNITS))


def main():
    wrong = []
    code, said = verified()
    if code != 0 or said:
        wrong.append(f"systemd-analyze verify: {said}")
    code, said = analyze("security", "--offline=yes", f"--threshold={EXPOSURE_MAX}",
                         str(ROOT / "systemd" / UNITS[0]))
    print(said.splitlines()[-1])
    if code != 0:
        wrong.append("the service is more exposed than 1.3")
    config = (ROOT / "config/iaqd.toml").read_text(encoding="utf-8")
    socket = (ROOT / "systemd/iaqd.socket").read_text(encoding="utf-8")
    path = re.search(r'^unix = "(.+)"', config, re.M)[1]
    if f"\nListenStream={path}\n" not in socket:
        wrong.append(f"the socket unit does not listen at [intake] unix, {path}")
    service = (ROOT / "systemd/iaqd.service").read_text(encoding="utf-8")
    users = (ROOT / "systemd/sysusers.conf").read_text(encoding="utf-8")
    for who in re.findall(r"^(?:User|SocketGroup)=(.+)$", service + socket, re.M):
        if not re.search(rf"^u {who} ", users, re.M):
            wrong.append(f"sysusers.conf makes no {who}, whom a unit names")
    for line in wrong:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
