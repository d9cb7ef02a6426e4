#!/usr/bin/env python3
"""Proves that check_traces.py finds what it is to find, and nothing where nothing is."""

import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import check_traces  # noqa: E402


def complete(folder):
    """Writes traces in which nothing is wrong."""
    for kind in ("log", "metrics", "notify"):
        (folder / kind).mkdir()
    names = check_traces.declared("daemon/observe/messages.def", "IAQ_MESSAGE")
    (folder / "log" / "1").write_text("".join(f"<5>{n}: words\n" for n in names))
    (folder / "metrics" / "1").write_text(
        "".join(f"{n} 1\n" for n in check_traces.metric_names()))
    (folder / "notify" / "1").write_text("READY=1\nSTATUS=12 records, 3 open; one up\n")


def judged(change):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        complete(folder)
        change(folder)
        ran = subprocess.run([sys.executable, "-B", str(HERE / "check_traces.py"), name],
                             capture_output=True, text=True, check=False)
        return ran.returncode, ran.stdout


def add(kind, text):
    def change(folder):
        (folder / kind / "2").write_text(text)
    return change


def drop_first_line(kind):
    def change(folder):
        path = folder / kind / "1"
        path.write_text(path.read_text().split("\n", 1)[1])
    return change


CASES = [
    ("nothing wrong", lambda folder: None, 0, ""),
    ("a name in the log", add("log", "<4>link_refused: station one: TESTERAB, PAT\n"), 1, "TESTER"),
    ("a birth date in a metric", add("metrics", 'x{dob="1975-03-12"} 1\n'), 1, "1975-03-12"),
    ("a telephone told to a manager", add("notify", "STATUS=8165550100"), 1, "8165550100"),
    ("an officer in the log", add("log", "<5>x: by EXAMPLE, ANNA\n"), 1, "EXAMPLE, ANNA"),
    ("a time is no birth date", add("log", "<5>x: at 1999-03-12T10:00:00Z\n"), 0, ""),
    ("a line nobody said", drop_first_line("log"), 1, "no test makes iaqd say"),
    ("a metric nobody scraped", drop_first_line("metrics"), 1, "no test scrapes"),
]


def main():
    wrong = 0
    for name, change, code, words in CASES:
        ended, output = judged(change)
        if ended != code or words not in output:
            print(f"{name}: ended {ended}, said {output!r}")
            wrong += 1
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
