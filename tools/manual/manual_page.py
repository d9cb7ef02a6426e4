"""A program's help as a page of the manual (man(7))."""

import os
import re
import time


def quoted(text):
    """The text as roff takes it literally."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\n".join("\\&" + line if line.startswith((".", "'")) else line
                     for line in text.splitlines())


def term(entry):
    """`--state TEXT ...` with the names bold and what stands for a value slanted."""
    head, *rest = entry.term.split(" ", 1)
    names = ", ".join(f"\\fB{quoted(name)}\\fR" for name in head.split(","))
    rest = re.sub(r"REQUIRED|Needs: \S+|Excludes: \S+|\(Env:\w+\)", "", " ".join(rest)).strip()
    if not head.startswith("-"):
        rest = re.sub(r"^TEXT$", "", rest)
    rest = re.sub(r"(TEXT|UINT|INT|FLOAT)(:\{([^}]*)\}|:[A-Z]+)?",
                  lambda m: (m[3].replace(",", "|") if m[3] else
                             {"TEXT": "TEXT", "UINT": "N", "INT": "N", "FLOAT": "N"}[m[1]]), rest)
    return names + (f" \\fI{quoted(rest)}\\fR" if rest else "")


def notes_of(entry):
    """What the help says in short beside the name: that it is required, an environment variable."""
    notes = []
    if " REQUIRED" in entry.term:
        notes.append("Required.")
    if found := re.search(r"Needs: (\S+)", entry.term):
        notes.append(f"Needs {found[1]}.")
    if found := re.search(r"Excludes: (\S+)", entry.term):
        notes.append(f"Not together with {found[1]}.")
    if found := re.search(r"\(Env:(\w+)\)", entry.term):
        notes.append(f"Else from the environment variable {found[1]}.")
    return " ".join(notes)


def sentence(words):
    words = words.strip()
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "?", "!")) else ".")


def entries(lines, listed):
    for entry in listed:
        lines += [".TP", term(entry), quoted(sentence(entry.words))]
        if notes := notes_of(entry):
            lines.append(quoted(notes))


def examples(lines, told, apart=True):
    for example in told.examples:
        lines += [".PP"] if apart else []
        lines += [".nf", ".RS", quoted(example), ".RE", ".fi"]
        apart = True


def synopsis(told):
    words = [f"\\fB{quoted(told.name)}\\fR", "[\\fIOPTIONS\\fR]"]
    for entry in told.positionals:
        name = f"\\fI{quoted(entry.names[0])}\\fR"
        words.append(name if "REQUIRED" in entry.term else f"[{name}]")
    if told.commands:
        words.append("\\fICOMMAND\\fR ...")
    return " ".join(words)


def one_command(lines, name, command):
    lines += [f'.SS "{quoted(name)}"', synopsis(command), ".PP"]
    lines.append(quoted(sentence(command.about)))
    entries(lines, command.positionals)
    entries(lines, [e for e in command.options if "--help" not in e.names])
    if command.notes:
        lines += [".PP", quoted(" ".join(command.notes))]
    examples(lines, command)
    for word, below in command.commands.items():
        one_command(lines, f"{name} {word}", below)


def command_section(lines, told):
    """The sub-commands, group by group, each with its options and its example."""
    for title, listed in told.groups:
        named = [e.names[0] for e in listed if e.names[0] in told.commands]
        if not named:
            continue
        lines.append(f'.SH {quoted(title.upper() if title != "Subcommands" else "COMMANDS")}')
        for name in named:
            one_command(lines, name, told.commands[name])


def today():
    """The day of the page: of the source where a build says it, so that it comes out the same."""
    moment = int(os.environ.get("SOURCE_DATE_EPOCH", time.time()))
    return time.strftime("%Y-%m-%d", time.gmtime(moment))


def page(told, section, words, version):
    """Returns the page. `words`: what the help does not say, by section title."""
    lines = [f'.\\" Made from the help of {told.name}; change that.',
             f'.TH {told.name.upper()} {section} "{today()}" "iaqd {version}" "iaqd"',
             ".SH NAME", f"{quoted(told.name)} \\- {quoted(words['name'])}",
             ".SH SYNOPSIS", synopsis(told), ".SH DESCRIPTION"]
    about = told.about.split(": ", 1)[-1] if told.about.startswith(told.name) else told.about
    lines.append(quoted(sentence(about)))
    for paragraph in words.get("description", []):
        lines += [".PP", quoted(paragraph)]
    if told.positionals:
        lines.append(".SH ARGUMENTS")
        entries(lines, told.positionals)
    lines.append(".SH OPTIONS")
    entries(lines, told.options)
    command_section(lines, told)
    exits = [n for n in told.notes if n.startswith("Exit codes:")]
    codes = words.get("exit") or (exits[0].removeprefix("Exit codes:") if exits else "")
    if codes:
        lines.append(".SH EXIT STATUS")
        for code in codes.split(", "):
            number, meaning = code.strip().split(" ", 1)
            lines += [".TP", f"\\fB{number}\\fR", quoted(sentence(meaning))]
    for title in ("signals", "environment", "files"):
        if title in words:
            lines.append(f".SH {title.upper()}")
            for name, meaning in words[title]:
                lines += [".TP", f"\\fB{quoted(name)}\\fR", quoted(sentence(meaning))]
    if told.examples:
        lines.append(".SH EXAMPLES")
        examples(lines, told, False)
    lines += [".SH SEE ALSO", ",\n".join(f".BR {quoted(n)} ({s})" for n, s in words["see"])
              .replace(",\n.BR", " ,\n.BR")]
    return "\n".join(lines) + "\n"
