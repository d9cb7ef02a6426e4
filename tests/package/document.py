"""The commands of a document: its blocks, in order, and what is to be in what they print.

A block that opens with ```sh is run as root; a word behind it says where: `sh new` in the folder of
the new packages, `sh build` on the machine that builds. A block ```text right below it holds lines
of its output, in order; `...` stands for anything."""

import re
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Block:
    section: str
    where: str
    commands: str
    expected: list = field(default_factory=list)  # lines

    def first_line(self):
        return self.commands.splitlines()[0]


def blocks_of(path):
    """Returns the blocks of the document at `path`, in order."""
    found, section, inside, kind = [], "", None, ""
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        if inside is None and line.startswith("## "):
            section = line[3:]
        elif inside is None and line.startswith("```"):
            kind, inside = line[3:].strip(), []
        elif line == "```":
            if kind.split()[:1] == ["sh"]:
                found.append(Block(section, " ".join(kind.split()[1:]), "\n".join(inside)))
            elif kind == "text" and found:
                found[-1].expected = inside
            inside = None
        elif inside is not None:
            inside.append(line)
    return found


def lacks(expected, printed):
    """Returns the first expected line that is not in what was printed, in order; or nothing."""
    rest = printed.splitlines()
    for line in expected:
        pattern = re.compile(".*".join(re.escape(part) for part in line.split("...")) + "$")
        while rest and not pattern.match(rest[0]):
            rest = rest[1:]
        if not rest:
            return line
        rest = rest[1:]
    return None
