#!/usr/bin/env python3
"""The units under a real service manager: boots systemd in namespaces of its own over the files of
this machine, none of which it changes, installs the programs and units there, and lives through
what a service does: start, log, reload, restart under load, a hang, a bad configuration.

Needs root and a kernel that lets it. Usage: booted_test.py BIN_FOLDER
"""

import json
import os
import shutil
import sys
import time
from pathlib import Path

from box import Box

ROOT = Path(__file__).resolve().parents[2]
CONFIG = """
[daemon]
environment = "test"
[[agency]]
name = "Test PD"
oris = ["MO0110100"]
time_zone = "America/Chicago"
profile = "/etc/iaqd/profiles/mules.toml"
policy = "/etc/iaqd/policy/so0801.toml"
[[station]]
name = "one"
hosts = ["127.0.0.1:6099"]
device = "SJPD01"
oris = ["MO0110100"]
reconnect_wait = "100ms"
[intake]
unix = "/run/iaqd/intake.sock"
[[principal]]
uid = 0
oris = ["MO0110100"]
rights = ["submit", "read", "operate", "supervise", "audit"]
[admin]
http = "127.0.0.1:7480"
"""
SUBMISSION = {
    "ori": "MO0110100", "operator_id": "OP1", "desk": "north", "incident": "I1",
    "phone": "8165550100", "reason": "BOOKING", "in_custody": True,
    "requester": {"officer_id": "officer1", "officer_name": "OFFICER, SOME"},
    "subject": {"last_name": "TESTER", "first_name": "PAT", "date_of_birth": "1980-02-01",
                "sex": "SEX_MALE", "place_of_birth": "MM"},
    "offense": {"text": "TRAFFIC OFFENSE", "ncic_code": "5499"},
    "role": "SUBJECT_ROLE_ARRESTEE", "basis": "BASIS_PRESENTED_FOR_INCARCERATION",
    "identity_evidence": "IDENTITY_EVIDENCE_NONE"}


def install(box, bin_folder):
    share = box.folder / "share"
    for name in ("iaqd", "iaqctl", "iaq-switch", "iaq-journal"):
        shutil.copy(bin_folder / name, share)
        box.enter("install", "-m", "755", f"/tmp/share/{name}", f"/usr/bin/{name}")
    shutil.copytree(ROOT / "config", share / "config")
    box.enter("cp", "-r", "/tmp/share/config", "/etc/iaqd")
    for unit in ("iaqd.service", "iaqd.socket"):
        box.put(f"/etc/systemd/system/{unit}", (ROOT / "systemd" / unit).read_text())
    box.put("/etc/iaqd/iaqd.toml", CONFIG)
    box.put("/usr/lib/sysusers.d/iaqd.conf", (ROOT / "systemd/sysusers.conf").read_text())
    box.enter("systemd-sysusers", "iaqd.conf")
    box.enter("systemctl", "daemon-reload")
    box.enter("systemd-run", "--unit=switch", "iaq-switch", "--listen", "127.0.0.1:6099",
              "--protocol", "foxtalk", "--payload", "ofml", "--quiet", "--fast", "10")


failures = []


def check(holds, what, *details):
    print(("good: " if holds else "WRONG: ") + what)
    if not holds:
        failures.append(what)
        for each in details:
            print("   ", str(each).strip()[-2000:].replace("\n", "\n    "))


def shown(box, name):
    return box.enter("systemctl", "show", "iaqd", "-P", name).stdout.strip()


def log_of(box, *more):
    out = box.enter("journalctl", "-u", "iaqd", "-o", "json", "--no-pager", *more).stdout
    return [json.loads(line) for line in out.splitlines()]


def starts(box):
    done = box.enter("systemctl", "start", "iaqd")
    check(done.returncode == 0, "systemctl start comes back when the daemon is ready", done.stderr,
          box.enter("journalctl", "-u", "iaqd", "-n", "30", "--no-pager").stdout)
    check(box.enter("iaqctl", "status").returncode == 0, "a client is served at once")
    time.sleep(2)
    check("records" in shown(box, "StatusText") and "one up" in shown(box, "StatusText"),
          "StatusText says where it stands", shown(box, "StatusText"))
    lines = [e for e in log_of(box) if e.get("IAQD_EVENT") == "daemon_ready"]
    check(len(lines) == 1 and lines[0]["PRIORITY"] == "5" and
          lines[0]["MESSAGE"].startswith("daemon_ready: ready: "),
          "log lines carry their fields in the system's journal", lines)
    state = box.enter("ls", "-ld", "/var/lib/private/iaqd").stdout
    check(state.startswith("drwx------"), "the state directory is the daemon's alone", state)
    check(box.enter("stat", "-c", "%a %G", "/run/iaqd/intake.sock").stdout.strip() == "660 iaqd",
          "the socket is its group's")


def reloads(box):
    good = box.enter("systemctl", "reload", "iaqd")
    check(good.returncode == 0, "systemctl reload ends with 0 for good files", good.stderr)
    box.put("/etc/iaqd/iaqd.toml", CONFIG + "nonsense = 1\n")
    bad = box.enter("systemctl", "reload", "iaqd")
    check(bad.returncode != 0, "and fails for bad ones")
    check(shown(box, "ActiveState") == "active", "the daemon goes on with the old set")
    said = [e["MESSAGE"] for e in log_of(box) if "MESSAGE" in e]
    check(any("nonsense" in str(m) for m in said), "the complaint is in the unit's log")
    box.put("/etc/iaqd/iaqd.toml", CONFIG)
    check(box.enter("systemctl", "reload", "iaqd").returncode == 0, "mended, it is taken")


def restarts_under_load(box):
    box.put("/tmp/load.sh", "\n".join([
        "i=0; while [ ! -e /tmp/enough ]; do i=$((i+1));",
        "echo \"{\\\"idempotency_key\\\": \\\"load-$1-$i\\\", $(cat /tmp/rest)\" > /tmp/load.$1;",
        "for try in 1 2 3 4 5; do",
        "iaqctl submit /tmp/load.$1 > /tmp/out.$1 2> /tmp/err.$1 &&",
        "{ echo $i >> /tmp/ok.$1; break; };",
        "cat /tmp/err.$1 >> /tmp/errs.$1; [ $try = 5 ] && echo $i >> /tmp/lost.$1; done; done"]))
    box.put("/tmp/rest", json.dumps(SUBMISSION)[1:])
    for worker in "123":
        box.enter("systemd-run", f"--unit=load{worker}", "bash", "/tmp/load.sh", worker)
    for _ in range(5):
        time.sleep(1)
        done = box.enter("systemctl", "restart", "iaqd")
        check(done.returncode == 0, "restart", done.stderr)
    time.sleep(1)
    box.enter("touch", "/tmp/enough")
    for _ in range(100):
        if "inactive" in box.enter("systemctl", "is-active", "load1", "load2", "load3").stdout:
            break
        time.sleep(0.2)
    time.sleep(2)
    errors = box.enter("sh", "-c", "cat /tmp/errs.* 2>/dev/null").stdout
    lost = box.enter("sh", "-c", "cat /tmp/lost.* 2>/dev/null").stdout
    taken = box.enter("sh", "-c", "cat /tmp/ok.* | wc -l").stdout.strip()
    check("refused" not in errors and "No such file" not in errors,
          "no connection was refused over five restarts", errors)
    check(lost == "", "every submission was taken, at the latest with the same key again", errors)
    print(f"    {taken} submissions taken")
    counted = json.loads(box.enter("iaqctl", "--json", "status").stdout)["status"]
    all_of_them = sum(int(s["count"]) for s in counted["states"])
    check(all_of_them == int(taken), "and each is there once", counted["states"])


def is_ended_by_the_watchdog(box):
    box.put("/etc/systemd/system/iaqd.service.d/short.conf", "[Service]\nWatchdogSec=3s\n")
    box.enter("systemctl", "daemon-reload")
    box.enter("systemctl", "restart", "iaqd")
    time.sleep(5)
    check(shown(box, "NRestarts") == "0", "a healthy daemon keeps the watchdog quiet")
    box.enter("systemctl", "kill", "--kill-whom=main", "--signal=STOP", "iaqd")
    for _ in range(200):
        if shown(box, "NRestarts") == "1" and shown(box, "ActiveState") == "active":
            break
        time.sleep(0.2)
    check(shown(box, "NRestarts") == "1" and shown(box, "ActiveState") == "active",
          "one that hangs is ended and started again", shown(box, "Result"))
    check(box.enter("iaqctl", "status").returncode == 0, "and serves")


def starts_for_a_client(box):
    box.enter("systemctl", "stop", "iaqd")
    check(box.enter("iaqctl", "status").returncode == 0, "a client that connects starts it")
    check(shown(box, "ActiveState") == "active", "and it is active")


def does_not_start_again_and_again(box):
    box.put("/etc/iaqd/iaqd.toml", "nonsense\n")
    box.enter("systemctl", "restart", "iaqd")
    time.sleep(4)
    check(shown(box, "NRestarts") == "0" and shown(box, "ActiveState") == "failed",
          "a bad configuration is not started again and again", shown(box, "NRestarts"))


def main():
    box = Box()
    try:
        box.wait_until_booted()
        install(box, Path(sys.argv[1]).resolve())
        for part in (starts, reloads, restarts_under_load, is_ended_by_the_watchdog,
                     starts_for_a_client, does_not_start_again_and_again):
            print(f"== {part.__name__.replace('_', ' ')}")
            part(box)
    finally:
        box.end()
    print(f"{len(failures)} wrong")
    return 1 if failures else 0


if __name__ == "__main__":
    if os.geteuid() != 0 or len(sys.argv) != 2:
        raise SystemExit(__doc__)
    sys.exit(main())
