#!/usr/bin/env python3
"""Whatever a program knows stands in its manual page and in its completion; and both are sound.

    manual_test.py BIN_DIR SHARE_DIR

The words are taken from the help by a plain search, not by the reader that makes the pages.
"""

import re
import shutil
import subprocess
import sys
import unittest
from pathlib import Path

BIN, SHARE = Path(sys.argv[1]), Path(sys.argv[2])
PAGES = {"iaqctl": "man/man1/iaqctl.1", "iaqd": "man/man8/iaqd.8",
         "iaq-journal": "man/man1/iaq-journal.1", "iaq-switch": "man/man1/iaq-switch.1",
         "iaq-client-check": "man/man1/iaq-client-check.1"}


def said(*words):
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout


def commands_of(program, *words):
    """The words that stand in two columns below a heading that is not Options or Positionals."""
    found, heading = [], ""
    for line in said(str(BIN / program), *words, "--help").splitlines():
        if re.match(r"^[A-Z].*:$", line):
            heading = line
        elif found_word := re.match(r"^  ([a-z][a-z-]*)\s", line):
            if heading not in ("Options:", "Positionals:"):
                found.append(found_word[1])
    return found


def options_in(text):
    """Every --word that begins a line of the help."""
    return set(re.findall(r"^  (?:-\w,)?(--[a-z][a-z-]*)", text, re.M))


def helps_of(program):
    yield "", said(str(BIN / program), "--help")
    for command in commands_of(program):
        yield command, said(str(BIN / program), command, "--help")
        for below in commands_of(program, command):
            yield f"{command} {below}", said(str(BIN / program), command, below, "--help")


def plain_page(program):
    return (SHARE / PAGES[program]).read_text().replace("\\-", "-").replace("\\fB", "").replace(
        "\\fR", "")


def section_of(page, command):
    if not command:
        return page
    begin = page.index(f'.SS "{command}"\n')
    ends = [e for e in (page.find(".SS", begin + 3), page.find(".SH", begin + 3)) if e > 0]
    return page[begin:min(ends)]


def completed(program, *words):
    """What bash would offer for the last word."""
    script = SHARE / f"bash-completion/completions/{program}"
    line = " ".join(f"'{w}'" for w in words)
    run = (f"source '{script}'; COMP_WORDS=('{program}' {line}); COMP_CWORD={len(words)}; "
           f"_{program.replace('-', '_')}; printf '%s\\n' \"${{COMPREPLY[@]}}\"")
    return said("bash", "-c", run).split()


class Manuals(unittest.TestCase):
    def test_every_command_and_option_is_in_the_page(self):
        for program in PAGES:
            page = plain_page(program)
            for command, text in helps_of(program):
                part = section_of(page, command)
                options = options_in(text) - {"--help"}
                self.assertTrue(options or command, program)
                for option in options:
                    with self.subTest(program=program, command=command, option=option):
                        self.assertRegex(part, re.escape(option) + r"\b")

    def test_every_command_and_option_is_completed_by_bash(self):
        for program in PAGES:
            for command, text in helps_of(program):
                offered = completed(program, *command.split(), "-")
                with self.subTest(program=program, command=command):
                    self.assertEqual(options_in(text) - set(offered), set())
            self.assertEqual(set(commands_of(program)) - set(completed(program, "")), set())

    def test_every_command_and_option_is_known_to_zsh_and_fish(self):
        for program in PAGES:
            zsh = (SHARE / f"zsh/site-functions/_{program}").read_text()
            fish = (SHARE / f"fish/vendor_completions.d/{program}.fish").read_text()
            for command, text in helps_of(program):
                for option in options_in(text):
                    with self.subTest(program=program, command=command, option=option):
                        self.assertIn(f"{option}[", zsh)
                        self.assertIn(f" -l {option[2:]} ", fish)
                if command and " " not in command:
                    self.assertIn(f"'{command}:", zsh)
                    self.assertIn(f" -a {command} ", fish)

    def test_every_command_has_an_example(self):
        for program in PAGES:
            for command, text in helps_of(program):
                with self.subTest(program=program, command=command):
                    self.assertIn("Example:", text)

    def test_choices_are_offered_where_they_are_asked(self):
        self.assertEqual(completed("iaqctl", "resolve", "ID", "re"), ["resend"])
        self.assertEqual(completed("iaq-switch", "--protocol", "fox"), ["foxtalk"])
        self.assertIn("watch", completed("iaqctl", "--socket", "x", "wa"))

    def test_scripts_are_sound(self):
        for program in PAGES:
            said("bash", "-n", str(SHARE / f"bash-completion/completions/{program}"))
        if shutil.which("zsh"):
            for program in PAGES:
                said("zsh", "-n", str(SHARE / f"zsh/site-functions/_{program}"))
        if shutil.which("fish"):
            for program in PAGES:
                said("fish", "-n", str(SHARE / f"fish/vendor_completions.d/{program}.fish"))

    def test_pages_are_sound(self):
        for program, page in PAGES.items():
            run = subprocess.run(["mandoc", "-Tlint", "-W", "warning", str(SHARE / page)],
                                 capture_output=True, text=True, check=False)
            with self.subTest(program=program):
                self.assertEqual(run.stdout + run.stderr, "")

    def test_help_fits_a_hundred_columns(self):
        for program in PAGES:
            for command, text in helps_of(program):
                for line in text.splitlines():
                    with self.subTest(program=program, command=command, line=line):
                        self.assertLessEqual(len(line), 100)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
