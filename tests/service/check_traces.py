#!/usr/bin/env python3
"""Searches what iaqd wrote for people while the integration tests ran ($IAQ_TRACES): its log, its
metrics, what it told a service manager.

Every line of messages.def was said, every metric of metrics.def was scraped, and nothing of a
person, an inquiry or an answer stands anywhere. Prints what is wrong and ends 1 when anything is.
"""

import argparse
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Whom the tests ask about, and for whom, and what they type: tests/support/site.cpp,
# small_history.cpp and people/gateway_site.py. All are invented.
PERSONAL = re.compile(r"TESTER|TESTPERSON|OFFICER, ?SOME|EXAMPLE, ?ANNA|816555\d{4}|"
                      r"\b(?:19[3-9]\d|20[01]\d)-[01]\d-[0-3]\d(?![T \d])|\bPAT\b|officer\d|QXMARK|"
                      r"XAVIER|YOLANDA|WINIFRED|VANDERBILT|UNDERHILL|765432109|DL98765|TATTOO|"
                      r"QUIGLEY|ZEBULON|KNUCKLEHEAD|JAYWALKING|MISTAKE|VICTORIA", re.I)


def declared(path, macro):
    text = (ROOT / path).read_text(encoding="utf-8")
    return re.findall(rf"^{macro}\((\w+)", text, re.M)


def metric_names():
    text = (ROOT / "daemon/observe/metrics.def").read_text(encoding="utf-8")
    return re.findall(r'IAQ_METRIC\(\w+, \w+, "(\w+)"', text)


def traces(folder, kind):
    for path in sorted((folder / kind).glob("*")):
        yield path, path.read_text(encoding="utf-8", errors="replace")


def personal(folder):
    for kind in ("log", "metrics", "notify"):
        for path, text in traces(folder, kind):
            for line in text.splitlines():
                found = PERSONAL.search(line)
                if found:
                    yield f"{path}: {found[0]!r} in: {line[:120]}"


def unsaid(folder):
    said = set()
    for _, text in traces(folder, "log"):
        said.update(re.findall(r"^<\d>(\w+): ", text, re.M))
    for name in declared("daemon/observe/messages.def", "IAQ_MESSAGE"):
        if name not in said:
            yield f"no test makes iaqd say {name}"


def unscraped(folder):
    scraped = "\n".join(text for _, text in traces(folder, "metrics"))
    for name in metric_names():
        if not re.search(rf"^{name}(_count)?[{{ ]", scraped, re.M):
            yield f"no test scrapes a value of {name}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    if not (folder / "log").is_dir():
        print(f"{folder}: no traces; run the integration tests with IAQ_TRACES={folder}")
        return 1
    wrong = [*personal(folder), *unsaid(folder), *unscraped(folder)]
    for line in wrong:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
