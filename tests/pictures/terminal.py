"""A terminal that a program runs in and that can be looked at: tmux, driven by keys."""

import html
import os
import re
import subprocess
import time
import uuid


class Terminal:
    def __init__(self, command, columns=100, rows=32, environment=None):
        self.socket = f"iaq-{uuid.uuid4().hex[:8]}"
        shown = dict(os.environ, TERM="screen-256color", LC_ALL="C.UTF-8", **(environment or {}))
        self._tmux("-f", "/dev/null", "new-session", "-d", "-x", str(columns), "-y", str(rows),
                   "-s", "p", command, env=shown)
        self._tmux("set-option", "-g", "remain-on-exit", "on")
        self._tmux("set-option", "-g", "status", "off")

    def _tmux(self, *words, env=None):
        return subprocess.run(["tmux", "-L", self.socket, *words], capture_output=True, text=True,
                              check=False, env=env).stdout

    def type(self, text):
        self._tmux("send-keys", "-t", "p", "-l", text)

    def press(self, *keys):
        """Names as tmux has them: Enter, Tab, BTab, Up, Down, Escape, NPage, C-c."""
        self._tmux("send-keys", "-t", "p", *keys)

    def enter(self, text=""):
        if text:
            self.type(text)
        self.press("Enter")

    def screen(self, whole=False):
        return self._tmux("capture-pane", "-t", "p", "-p", *(["-S", "-"] if whole else []))

    def marked(self):
        """The screen with its escapes for bold and reversed."""
        return self._tmux("capture-pane", "-t", "p", "-p", "-e")

    def wait_for(self, words, seconds=20):
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if words in self.screen(whole=True):
                return True
            time.sleep(0.1)
        return False

    def ended(self):
        return self._tmux("list-panes", "-F", "#{pane_dead}").strip() == "1"

    def exit_code(self, seconds=10):
        until = time.monotonic() + seconds
        while time.monotonic() < until and not self.ended():
            time.sleep(0.1)
        code = self._tmux("list-panes", "-F", "#{pane_dead_status}").strip()
        return int(code) if code else None

    def close(self):
        self._tmux("kill-server")


def as_html(marked):
    """The screen as a page: bold as bold, reversed as reversed, nothing else."""
    out, bold, turned = [], False, False
    for piece in re.split(r"(\x1b\[[0-9;]*m)", marked.rstrip("\n")):
        code = re.fullmatch(r"\x1b\[([0-9;]*)m", piece)
        if code:
            for number in (code[1] or "0").split(";"):
                bold = number == "1" or (bold and number not in ("0", "22"))
                turned = number == "7" or (turned and number not in ("0", "27"))
            continue
        text = html.escape(piece)
        text = f"<b>{text}</b>" if bold and text else text
        out.append(f'<span class="t">{text}</span>' if turned and text else text)
    return ("<!DOCTYPE html><meta charset=utf-8><style>body{margin:0;background:#fff}"
            "pre{margin:0;padding:14px 18px;display:inline-block;font:15px/1.3 'DejaVu Sans Mono',"
            "monospace;color:#111;background:#fff}.t{background:#111;color:#fff}</style><pre>"
            + "".join(out) + "</pre>")
