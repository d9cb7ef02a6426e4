#!/usr/bin/env python3
"""Prints `passed failed` of a ctest JUnit file. One that did not run has failed, but for one that
says itself that this machine lacks what it needs (SKIP_RETURN_CODE): that is named, and counts for
neither."""

import sys
import xml.etree.ElementTree as ElementTree


def says_skipped(case):
    why = case.find("skipped")
    return why is not None and "SKIP_RETURN_CODE" in why.get("message", "")


def main(path):
    cases = ElementTree.parse(path).getroot().findall("testcase")
    skipped = [case for case in cases if says_skipped(case)]
    bad = [case for case in cases if case.get("status") != "run" and case not in skipped]
    for case in skipped:
        print(f"not tried here: {case.get('name')}, by its own word", file=sys.stderr)
    for case in bad:
        print(f"not passed: {case.get('name')} ({case.get('status')})", file=sys.stderr)
    print(len(cases) - len(bad) - len(skipped), len(bad))
    return 0 if cases else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
