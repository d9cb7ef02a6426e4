"""A program's help as completion for bash, zsh and fish."""

import re

# Options and arguments whose value is a file.
A_FILE = re.compile(r"\b(file|FILE|folder|DIR|socket|PEM)\b")


def wants_file(entry):
    return not entry.choices and A_FILE.search(entry.term + " " + entry.words) is not None


def with_below(told):
    """The help and those of its sub-commands."""
    return [told, *(each for below in told.commands.values() for each in with_below(below))]


def options_of(command):
    """The options of a command and of those below it, each once."""
    seen = {}
    for each in with_below(command):
        for entry in each.options:
            seen.setdefault(entry.names[-1], entry)
    return list(seen.values())


def positionals_of(command):
    return [entry for each in with_below(command) for entry in each.positionals]


def words_of(entries):
    return [name for entry in entries for name in entry.names]


def bash_values(options):
    """Lines of a `case` over the option before the cursor."""
    lines = []
    for entry in options:
        names = "|".join(entry.names)
        if entry.choices:
            choices = " ".join(entry.choices)
            lines.append(f'{names}) COMPREPLY=($(compgen -W "{choices}" -- "$cur")); return ;;')
        elif entry.takes_value and wants_file(entry):
            lines.append(f'{names}) COMPREPLY=($(compgen -f -- "$cur")); return ;;')
        elif entry.takes_value:
            lines.append(f"{names}) COMPREPLY=(); return ;;")
    return lines


def positional_words(command):
    """The choices of its arguments, and the words of the commands below it."""
    words = [choice for entry in positionals_of(command) for choice in entry.choices]
    return words + [word for each in with_below(command) for word in each.commands]


def bash_words(words, files):
    and_files = "-f " if files else ""
    return f'        COMPREPLY=($(compgen -W "{words}" {and_files}-- "$cur")) ;;'


def bash(told):
    """Returns a bash script that completes the program's words."""
    name = told.name
    function = "_" + name.replace("-", "_")
    valued = [n for e in told.options if e.takes_value for n in e.names]
    out = [f"# Completion of {name} for bash; made from its help.", f"{function}() {{",
           "    local cur prev command i", '    cur=${COMP_WORDS[COMP_CWORD]}',
           '    prev=${COMP_WORDS[COMP_CWORD-1]}', "    command=",
           "    for ((i = 1; i < COMP_CWORD; i++)); do", '        case ${COMP_WORDS[i]} in']
    if valued:
        out.append(f"            {'|'.join(valued)}) ((i++)) ;;")
    out += ["            -*) ;;", '            *) command=${COMP_WORDS[i]}; break ;;',
            "        esac", "    done", '    case $command in']
    for word, command in told.commands.items():
        out.append(f"    {word})")
        options = options_of(command)
        if values := bash_values(options):
            out += ["        case $prev in", *("            " + v for v in values), "        esac"]
        fixed = " ".join(words_of(options) + positional_words(command))
        files = any(wants_file(e) for e in positionals_of(command))
        out.append(bash_words(fixed, files))
    out += ["    *)"]
    if values := bash_values(told.options):
        out += ["        case $prev in", *("            " + v for v in values), "        esac"]
    files = any(wants_file(e) for e in told.positionals)
    fixed = " ".join(words_of(told.options) + list(told.commands))
    out.append(bash_words(fixed, files))
    out += ["    esac", "}", f"complete -F {function} {name}", ""]
    return "\n".join(out)


def zsh_text(text):
    return text.replace("\\", "").replace("'", "'\\''").replace("[", "(").replace("]", ")").replace(
        ":", "\\:")


def zsh_arguments(options, positionals, words, indent):
    lines = []
    for entry in options:
        repeat = "*" if "..." in entry.term else ""
        value = ""
        if entry.choices:
            value = f":value:({' '.join(entry.choices)})"
        elif entry.takes_value:
            value = ":file:_files" if wants_file(entry) else ":value:"
        for name in entry.names:
            lines.append(f"{indent}'{repeat}{name}[{zsh_text(entry.words)}]{value}' \\")
    if words:
        lines.append(f"{indent}'1:command:({' '.join(words)})' \\")
    for entry in positionals:
        action = (f"({' '.join(entry.choices)})" if entry.choices
                  else "_files" if wants_file(entry) else "")
        lines.append(f"{indent}':{zsh_text(entry.words)}:{action}' \\")
    return lines


def zsh(told):
    """Returns a zsh function file `_NAME`."""
    out = [f"#compdef {told.name}", f"# Completion of {told.name} for zsh; made from its help.",
           "local context state line", "local -a commands"]
    if told.commands:
        out.append("commands=(")
        for word, command in told.commands.items():
            out.append(f"    '{word}:{zsh_text(command.about)}'")
        out.append(")")
    out.append("_arguments -C \\")
    out += zsh_arguments(told.options, told.positionals, [], "    ")
    if told.commands:
        out += ["    '1:command:->command' \\", "    '*::argument:->argument' && return 0", "",
                "case $state in", "command) _describe command commands ;;", "argument)",
                "    case $words[1] in"]
        for word, command in told.commands.items():
            out += [f"    {word})", "        _arguments \\"]
            out += zsh_arguments(options_of(command), positionals_of(command),
                                 list(command.commands), "            ")
            out[-1] = out[-1].removesuffix(" \\")
            out.append("        ;;")
        out += ["    esac", "    ;;", "esac"]
    else:
        out[-1] = out[-1].removesuffix(" \\")
    return "\n".join(out) + "\n"


def fish_text(text):
    return text.replace("\\", "\\\\").replace("'", "\\'")


def fish_entry(name, entry, condition):
    line = f"complete -c {name}{condition}"
    for word in entry.names:
        line += f" -l {word[2:]}" if word.startswith("--") else f" -s {word[1:]}"
    if entry.choices:
        line += f" -x -a '{' '.join(entry.choices)}'"
    elif entry.takes_value:
        line += " -r -F" if wants_file(entry) else " -x"
    return f"{line} -d '{fish_text(entry.words)}'"


def fish(told):
    """Returns a fish script."""
    name = told.name
    out = [f"# Completion of {name} for fish; made from its help."]
    if told.commands:
        out.append(f"complete -c {name} -f")
    first = f" -n __fish_use_subcommand" if told.commands else ""
    out += [fish_entry(name, entry, first) for entry in told.options]
    for word, command in told.commands.items():
        out.append(f"complete -c {name} -n __fish_use_subcommand -a {word} "
                   f"-d '{fish_text(command.about)}'")
        chosen = f" -n '__fish_seen_subcommand_from {word}'"
        out += [fish_entry(name, entry, chosen) for entry in options_of(command)]
        if positional_words(command):
            out.append(f"complete -c {name}{chosen} -x -a '{' '.join(positional_words(command))}'")
        if any(wants_file(e) for e in positionals_of(command)):
            out.append(f"complete -c {name}{chosen} -F")
    return "\n".join(out) + "\n"
