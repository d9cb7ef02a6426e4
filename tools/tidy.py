#!/usr/bin/env python3
"""The house rules as a test: prints `path:line: rule: what to do` and ends 1 when it found any.

The rules are in CONTRIBUTING.md. Reads every file that git tracks or would track; with --root,
another tree. tests/tidy/self_test.py proves that each rule fires.
"""

import argparse
import re
import subprocess
import sys
from pathlib import Path

import tidy_cpp

COLUMNS = 100
SOURCE_LINES, HEADER_LINES, FUNCTION_LINES = 400, 200, 70
CODE = {".cpp", ".hpp", ".def", ".py", ".sh", ".proto", ".cmake", ".toml", ".in"}
LENGTH_LIMITED = {".cpp": SOURCE_LINES, ".hpp": HEADER_LINES, ".py": SOURCE_LINES}
ASIO_ROOMS = {"journal", "link", "intake", "console", "admin", "host", "app"}
CLOCK_FILE = "daemon/host/clock.cpp"
MESSAGES = "daemon/observe/messages.def"
MAP = "daemon/README.md"
PROMISES = "daemon/docs/guarantees.md"

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(["<])([^">]+)[">]', re.M)
ASIO = re.compile(r"^boost/(asio|beast)")
CLOCK = re.compile(r"(?<!\bhost)::now\s*\(|\b(clock_gettime|gettimeofday)\s*\("
                   r"|\btime\s*\(\s*(nullptr|NULL|0)\s*\)")
UNDONE = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b")
# A path of the machine that a change was made on, and the hosts that packages come from.
MACHINE = re.compile(r"(?<![\w.])/(wo" r"rk|tmp/ia" r"q)/")
HOST = re.compile(r"https?://[\w.-]*(mirror|artifact|nexus|registry|proxy)"
                  r"|\b(deb|security|snapshot)\.debian\.o" r"rg|\barchive\.ubuntu\.c" r"om"
                  r"|\b(pypi|pythonhosted|npmjs)\.o" r"rg|\bproxy\.golang\.o" r"rg")


class Tree:
    """The files of one tree, read once, and what is wrong with them."""

    def __init__(self, root):
        self.root = Path(root)
        self.texts = {}
        for path in self._paths():
            text = self._read(self.root / path)
            if text is not None:
                self.texts[path] = text
        self.bare = {p: tidy_cpp.strip(t) for p, t in self.texts.items() if is_cpp(p)}
        self.found = []

    def _paths(self):
        git = ["git", "-c", "safe.directory=*", "-C", str(self.root), "ls-files", "-z", "-co",
               "--exclude-standard"]
        asked = (self.root / ".git").exists() and subprocess.run(git, capture_output=True)
        if asked and asked.returncode == 0:
            return sorted(set(asked.stdout.decode().split("\0")) - {""})
        walked = (p.relative_to(self.root) for p in self.root.rglob("*") if p.is_file())
        return sorted(str(p) for p in walked if not {"build", ".git"} & set(p.parts))

    @staticmethod
    def _read(path):
        """Returns the text, or None for what is gone or is no text."""
        try:
            return path.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError):
            return None

    def say(self, path, offset_or_line, rule, advice, offset=True):
        line = offset_or_line
        if offset:
            line = self.texts[path].count("\n", 0, offset_or_line) + 1
        self.found.append((path, line, rule, advice))


def is_cpp(path):
    return path.endswith((".cpp", ".hpp"))


def is_code(path):
    return Path(path).suffix in CODE or Path(path).name == "CMakeLists.txt"


def is_shell(path, text):
    return path.endswith(".sh") or re.match(r"#!.*\b(ba|da)?sh\b", text) is not None


def room_of(path):
    """Returns the room of a file in daemon/<room>/, or None."""
    parts = path.split("/")
    return parts[1] if len(parts) > 2 and parts[0] == "daemon" and parts[1] != "docs" else None


def check_lines(tree):
    for path, text in tree.texts.items():
        lines = text.splitlines()
        if is_code(path) or is_shell(path, text):
            for number, line in enumerate(lines, 1):
                if len(line) > COLUMNS:
                    tree.say(path, number, "columns", f"{len(line)}, at most {COLUMNS}", False)
                if "\t" in line:
                    tree.say(path, number, "tabs", "indent with blanks, write \\t", False)
        limit = LENGTH_LIMITED.get(Path(path).suffix)
        if limit and len(lines) > limit:
            tree.say(path, len(lines), "file-length", f"{len(lines)} lines, at most {limit}: split "
                     "it by what it is about", False)


def check_functions(tree):
    for path, bare in tree.bare.items():
        for first, last in tidy_cpp.functions(bare):
            if last - first + 1 > FUNCTION_LINES:
                tree.say(path, first, "function-length", f"{last - first + 1} lines, at most "
                         f"{FUNCTION_LINES}: give its parts names", False)


def check_words(tree):
    for path, text in tree.texts.items():
        if is_code(path) or is_shell(path, text):
            for match in UNDONE.finditer(text):
                tree.say(path, match.start(), "undone", "do it, or write it where work is kept")
        for match in MACHINE.finditer(text):
            tree.say(path, match.start(), "machine-path", "name no path of your machine")
        for match in HOST.finditer(text):
            tree.say(path, match.start(), "package-host", "name packages, not where they are kept")
        if is_shell(path, text) and not re.search(r"^set -eu", text, re.M):
            tree.say(path, 1, "shell", "begin with `set -eu`", False)


def check_calls(tree):
    for path, bare in tree.bare.items():
        if path.startswith("daemon/") and path != CLOCK_FILE:
            for match in CLOCK.finditer(bare):
                tree.say(path, match.start(), "clock", f"take the time as an argument; only "
                         f"{CLOCK_FILE} asks for it")
        if path.startswith(("daemon/", "tools/")):
            for offset in tidy_cpp.defaults_over_own_enums(bare):
                tree.say(path, offset, "default", "name every case, so that -Wswitch finds the "
                         "forgotten one")


def read_rooms(tree):
    """Returns {room: (level, the rooms it reaches through USES)} from daemon/CMakeLists.txt."""
    text = tree.texts.get("daemon/CMakeLists.txt", "")
    rooms = {}
    for name, words in tidy_cpp.cmake_calls(text):
        if name == "iaq_room":
            level = int(words[words.index("LEVEL") + 1])
            uses = tidy_cpp.cmake_values(words, "USES")
            reached = set(uses)
            for used in uses:
                reached |= rooms.get(used, (0, set()))[1]
            rooms[words[0]] = (level, reached)
    return rooms


def check_levels(tree):
    rooms = read_rooms(tree)
    for path in tree.bare:
        room = room_of(path)
        if room is None:
            continue
        if room not in rooms:
            tree.say(path, 1, "room", f"declare {room} by iaq_room() in daemon/CMakeLists.txt",
                     False)
            continue
        level, reached = rooms[room]
        for match in INCLUDE.finditer(tree.texts[path]):
            other = match[2].split("/")[0]
            if other == room or other not in rooms:
                continue
            if rooms[other][0] >= level:
                tree.say(path, match.start(), "level", f"{room} (level {level}) may not include "
                         f"{other} (level {rooms[other][0]})")
            elif other not in reached:
                tree.say(path, match.start(), "uses", f"add {other} to USES of {room}")


def check_map(tree):
    """daemon/README.md has a row `| level | `room` |` for each room, and for no other."""
    if MAP not in tree.texts:
        return
    drawn = {}
    for match in re.finditer(r"^\| (\d) \| `(\w+)` \|", tree.texts[MAP], re.M):
        drawn[match[2]] = (int(match[1]), match.start())
    rooms = read_rooms(tree)
    for room in sorted(set(drawn) | set(rooms)):
        if room not in drawn or rooms.get(room, (None,))[0] != drawn[room][0]:
            level = f"level {rooms[room][0]}" if room in rooms else "no level: remove its row"
            tree.say(MAP, drawn.get(room, (0, 0))[1], "map", f"{room} has {level}")


def check_barred(tree):
    """Asio stays out of headers and of the pure rooms; only contract sees protobuf."""
    generated = {p.removeprefix("daemon/") for p, t in tree.texts.items()
                 if room_of(p) == "contract" and p.endswith(".hpp") and ".pb.h" in t}
    for path in tree.bare:
        room = room_of(path)
        for match in INCLUDE.finditer(tree.texts[path]):
            header = match[2]
            if ASIO.match(header) and path.endswith(".hpp"):
                tree.say(path, match.start(), "asio", "include it in the .cpp, behind a class of "
                         "ours")
            elif ASIO.match(header) and path.startswith("daemon/") and room not in ASIO_ROOMS:
                tree.say(path, match.start(), "asio", f"{room} is pure: make it an input or an "
                         "action")
            if path.startswith("daemon/") and room != "contract":
                if header.endswith(".pb.h") or header in generated:
                    tree.say(path, match.start(), "protobuf", "go through contract's own types")


def check_orphans(tree):
    listed = tidy_cpp.listed_sources(tree.texts)
    included = {m[2] for p, t in tree.texts.items() if is_cpp(p) for m in INCLUDE.finditer(t)}
    ends = {name.rsplit("/", 1)[-1]: set() for name in included}
    for name in included:
        ends[name.rsplit("/", 1)[-1]].add(name)
    for path in tree.bare:
        if not path.startswith(("daemon/", "tests/", "tools/")):
            continue
        names = ends.get(path.rsplit("/", 1)[-1], set())
        used = any(path == name or path.endswith("/" + name) for name in names)
        if not used and not (path.endswith(".cpp") and listed(path)):
            tree.say(path, 1, "orphan", "list it in a CMakeLists.txt, include it or remove it",
                     False)


def check_messages(tree):
    if MESSAGES not in tree.texts:
        return
    text = tree.texts[MESSAGES]
    code = {p: t for p, t in tree.bare.items() if p.startswith(("daemon/", "tools/"))}
    mentioned = {m for t in code.values() for m in re.findall(r"\bevent::(\w+)", t)}
    declared = set()
    for match in re.finditer(r"^IAQ_MESSAGE\(\s*(\w+)", text, re.M):
        if match[1] in declared:
            tree.say(MESSAGES, match.start(), "log-unique", f"{match[1]} is declared twice")
        if match[1] not in mentioned:
            tree.say(MESSAGES, match.start(), "log-unused", f"say event::{match[1]} or remove it")
        declared.add(match[1])
    for path, bare in code.items():
        for match in re.finditer(r"(?:\bobserve::|\bsay\(\s*)event::(\w+)", bare):
            if match[1] not in declared:
                tree.say(path, match.start(), "log-undeclared", f"declare {match[1]} in {MESSAGES}")


def check_promises(tree):
    """Each test prefix that guarantees.md names in backticks, such as `g1_`, begins some case."""
    tests = "\n".join(t for p, t in tree.texts.items() if p.startswith("tests/"))
    for match in re.finditer(r"`(g\d+_)`", tree.texts.get(PROMISES, "")):
        if not re.search(r"\b" + match[1] + r"\w", tests):
            tree.say(PROMISES, match.start(), "promise", f"no test begins with {match[1]}: prove "
                     "the promise or do not make it")


CHECKS = [check_lines, check_functions, check_words, check_calls, check_levels, check_map,
          check_barred, check_orphans, check_messages, check_promises]


def findings(root):
    """Returns every finding of the tree as sorted (path, line, rule, advice)."""
    tree = Tree(root)
    for check in CHECKS:
        check(tree)
    return sorted(set(tree.found))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--root", default=Path(__file__).resolve().parent.parent)
    found = findings(parser.parse_args().root)
    for path, line, rule, advice in found:
        print(f"{path}:{line}: {rule}: {advice}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
