#!/usr/bin/env python3
"""coverage.py BUILD: prints, room by room, how many lines of daemon/ the tests ran.

BUILD is a folder built by the coverage preset after its tests. Reads gcov's JSON. Ends 1 when a
room has no line that ran: then nothing tests it.
"""

import json
import subprocess
import sys
from pathlib import Path


def line_counts(build, source):
    """Returns {file: {line: times it ran}} summed over all objects."""
    counts = {}
    notes = sorted(str(p) for p in Path(build).resolve().rglob("*.gcda"))
    for at in range(0, len(notes), 40):
        said = subprocess.run(["gcov", "--json-format", "--stdout", *notes[at:at + 40]],
                              capture_output=True, check=True, cwd=build)
        for text in said.stdout.splitlines():
            report = json.loads(text)
            for entry in report["files"]:
                path = (Path(report["current_working_directory"]) / entry["file"]).resolve()
                if path.is_relative_to(source / "daemon"):
                    lines = counts.setdefault(str(path.relative_to(source / "daemon")), {})
                    for line in entry["lines"]:
                        number = line["line_number"]
                        lines[number] = lines.get(number, 0) + line["count"]
    return counts


def main(build):
    source = Path(__file__).resolve().parent.parent
    rooms = {}
    for path, lines in line_counts(build, source).items():
        ran, known = rooms.get(path.split("/")[0], (0, 0))
        rooms[path.split("/")[0]] = (ran + sum(map(bool, lines.values())), known + len(lines))
    for room, (ran, known) in sorted(rooms.items()):
        print(f"{room:12} {ran:6} of {known:6} lines  {100 * ran / max(known, 1):5.1f} %")
    ran, known = (sum(column) for column in zip((0, 0), *rooms.values()))
    print(f"{'all':12} {ran:6} of {known:6} lines  {100 * ran / max(known, 1):5.1f} %")
    return 0 if rooms and all(ran for ran, known in rooms.values() if known) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
