#!/usr/bin/env python3
"""Makes manual pages and shell completion from what each program says with --help.

    make_manuals.py BIN_DIR OUT_DIR

OUT_DIR gets man/man1, man/man8, bash-completion/completions, zsh/site-functions and
fish/vendor_completions.d, as they lie below /usr/share.
"""

import argparse
import subprocess
import sys
from pathlib import Path

import command_help
import completion
import manual_page
from more_words import PROGRAMS


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def version_of(program):
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    return said.stdout.split()[-1] if said.returncode == 0 and said.stdout.split() else ""


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("bin_dir", type=Path)
    parser.add_argument("out_dir", type=Path)
    asked = parser.parse_args()
    for name, words in PROGRAMS.items():
        told = command_help.read(str(asked.bin_dir / name), name)
        version = version_of(str(asked.bin_dir / "iaqd"))
        section = words["section"]
        write(asked.out_dir / f"man/man{section}/{name}.{section}",
              manual_page.page(told, section, words, version))
        write(asked.out_dir / f"bash-completion/completions/{name}", completion.bash(told))
        write(asked.out_dir / f"zsh/site-functions/_{name}", completion.zsh(told))
        write(asked.out_dir / f"fish/vendor_completions.d/{name}.fish", completion.fish(told))
    return 0


if __name__ == "__main__":
    sys.exit(main())
