"""What a program says of itself with --help, as data: the one source of manual pages and shell
completion. Reads the form that CLI11 prints."""

import re
import subprocess
from dataclasses import dataclass, field

TERM = re.compile(r"^  (\S.*?)(?:\s{2,}(\S.*))?$")
CHOICES = re.compile(r":\{([^}]*)\}")
KIND = re.compile(r"\b(TEXT|UINT|INT|FLOAT|FILE|DIR)\b(?!:)")


@dataclass
class Entry:
    """An option, a positional or a sub-command: how it is written, and its words."""
    term: str
    words: str

    @property
    def names(self):
        """`-h,--help` as both; of a positional or a sub-command its one name."""
        return self.term.split()[0].split(",")

    @property
    def choices(self):
        found = CHOICES.search(self.term)
        return found[1].split(",") if found else []

    @property
    def takes_value(self):
        return re.search(r"\s(TEXT|UINT|INT|FLOAT|FILE|DIR)\b", self.term) is not None


@dataclass
class Help:
    """The help of a program or of one sub-command."""
    name: str
    about: str = ""
    groups: list = field(default_factory=list)  # (title, [Entry]) in order
    footer: list = field(default_factory=list)  # lines
    commands: dict = field(default_factory=dict)  # name: Help

    def entries(self, *titles):
        return [e for title, entries in self.groups if title in titles for e in entries]

    @property
    def options(self):
        return [e for title, entries in self.groups for e in entries if e.names[0].startswith("-")]

    @property
    def positionals(self):
        return self.entries("Positionals")

    @property
    def examples(self):
        lines, within = [], False
        for line in self.footer:
            within = line.startswith("Example:") or (within and line.startswith(" "))
            if within:
                lines.append(line.removeprefix("Example:").strip())
        return lines

    @property
    def notes(self):
        within, notes = False, []
        for line in self.footer:
            within = line.startswith("Example:") or (within and line.startswith(" "))
            if not within and line:
                notes.append(line)
        return notes


def parse(name, text):
    """Returns the help of `name` that it printed as `text`."""
    told = Help(name)
    title, footer = None, False
    about, begun = [], False
    for line in text.splitlines():
        if line.startswith("Usage:"):
            begun = True
        elif not begun:
            about.append(line)
        elif re.match(r"^[A-Z][^:]*:$", line) and not footer:
            title = line[:-1]
            told.groups.append((title, []))
        elif line.startswith(" " * 10) and title and not footer and told.groups[-1][1]:
            entry = told.groups[-1][1][-1]
            entry.words = (entry.words + " " + line.strip()).strip()
        elif title and not footer and (found := TERM.match(line)):
            told.groups[-1][1].append(Entry(found[1], found[2] or ""))
        elif line.strip() and begun:
            footer = True
            told.footer.append(line)
        elif footer:
            told.footer.append(line)
    told.about = " ".join(" ".join(about).split())
    return told


def asked(program, *words):
    said = subprocess.run([program, *words, "--help"], capture_output=True, text=True, check=True)
    return said.stdout


def read(program, name):
    """Asks a program, and each of its sub-commands and theirs, for its help."""
    return read_below(program, name, [])


def read_below(program, name, words):
    told = parse(" ".join([name, *words]), asked(program, *words))
    for title, entries in told.groups:
        for entry in entries:
            word = entry.names[0]
            if title != "Positionals" and not word.startswith("-"):
                told.commands[word] = read_below(program, name, [*words, word])
    return told
