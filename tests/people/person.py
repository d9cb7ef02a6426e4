"""A person at a terminal: types into a program that runs on a pty, and reads what it shows."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time

ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")

# The keystroke-level model (Card, Moran, Newell 1980), for somebody who does not type well and sees
# the form for the first time: seconds for a key, seconds to think before a field.
KEY_SECONDS = 0.28
THINK_SECONDS = 1.35


class Person:
    def __init__(self, words, environment=None, columns=100, rows=40):
        self.said = ""
        self.seconds = 0.0
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.environ.update({"TERM": "xterm", "LC_ALL": "C.UTF-8", **(environment or {})})
            os.execv(str(words[0]), [str(w) for w in words])
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.read_to = 0

    def _hear(self, seconds):
        ready, _, _ = select.select([self.terminal], [], [], seconds)
        if not ready:
            return True
        try:
            piece = os.read(self.terminal, 65536)
        except OSError:
            return False
        self.said += piece.decode("utf-8", "replace")
        return bool(piece)

    def text(self):
        """All that was shown, without what moves the cursor."""
        return ESCAPES.sub("", self.said).replace("\r", "")

    def sees(self, words, seconds=20):
        """Waits until the words were shown after what was seen last; they count as seen then."""
        # A line may be broken between any two words.
        wanted = re.compile(r"\s+".join(re.escape(word) for word in words.split(" ")))
        until = time.monotonic() + seconds
        there = True
        while there and time.monotonic() < until:
            found = wanted.search(self.text(), self.read_to)
            if found:
                self.read_to = found.end()
                return True
            there = self._hear(0.2)
        return wanted.search(self.text(), self.read_to) is not None

    def keys(self, text):
        self.seconds += KEY_SECONDS * len(text)
        os.write(self.terminal, text.encode())

    def answer(self, question, text, end="\n"):
        """Waits for the question, thinks, types the text and ends it."""
        if not self.sees(question):
            raise AssertionError(f"no '{question}' in:\n{self.text()[self.read_to:]}")
        self.seconds += THINK_SECONDS
        self.keys(text + end)

    def interrupt(self):
        os.write(self.terminal, b"\x03")

    def ends(self, seconds=20):
        """Waits for the program's end and returns its exit code."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self._hear(0.1)
            done, status = os.waitpid(self.pid, os.WNOHANG)
            if done:
                while self._hear(0.1) and select.select([self.terminal], [], [], 0)[0]:
                    pass
                self.pid = 0
                return os.waitstatus_to_exitcode(status)
        raise AssertionError("it did not end:\n" + self.text()[-2000:])

    def close(self):
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.terminal)
