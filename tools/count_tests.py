#!/usr/bin/env python3
"""Prints `passed failed` of a ctest JUnit file. One that was skipped or did not run has failed."""

import sys
import xml.etree.ElementTree as ElementTree


def main(path):
    cases = ElementTree.parse(path).getroot().findall("testcase")
    bad = [case for case in cases if case.get("status") != "run"]
    for case in bad:
        print(f"not passed: {case.get('name')} ({case.get('status')})", file=sys.stderr)
    print(len(cases) - len(bad), len(bad))
    return 0 if cases else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
