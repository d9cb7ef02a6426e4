#!/usr/bin/env python3
"""Takes the pictures of daemon/docs/pictures; tools/pictures calls it. Everything is invented.

    take_pictures.py [NAME ...]
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "people"))

from gateway_site import BIN, SOURCE, Site  # noqa: E402
from terminal import Terminal, as_html  # noqa: E402

PICTURES = SOURCE / "daemon/docs/pictures"
BYTES_MAX = 200_000

SCENE = """
switch on iaq n=1 : ack ; receipt after 200ms ; answer after 400ms
switch on iaq n=2 : ack ; receipt after 200ms
switch on iaq n=3 : ack
switch on iaq n=4 : ack ; receipt after 200ms ; answer after 1500ms
"""


def browse(page, picture, width, height):
    """A page of HTML as a browser shows it, as PNG."""
    subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                    f"--window-size={width},{height}", f"--screenshot={picture}",
                    f"file://{page}"], check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)


def keep(name, terminal, columns=100):
    """The screen as text and as PNG."""
    PICTURES.mkdir(exist_ok=True)
    text = "\n".join(line.rstrip() for line in terminal.screen().splitlines()).rstrip() + "\n"
    (PICTURES / f"{name}.txt").write_text(text)
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(as_html(terminal.marked()))
        rows = len(text.splitlines())
        browse(page, PICTURES / f"{name}.png", columns * 9 + 40, int(rows * 19.5) + 30)


def ctl(site, words):
    return f"'{BIN}/iaqctl' --socket '{site.socket}' {words}; read -r nothing"


def on_terminal(site, words, act, columns=100, rows=32):
    terminal = Terminal(ctl(site, words), columns, rows)
    try:
        act(terminal)
    finally:
        terminal.close()


def ask(site):
    def act(terminal):
        assert terminal.wait_for("Immigration status inquiry")
        terminal.press("Down")
        for _ in range(9):
            terminal.enter()
            time.sleep(0.05)
        for text in ("Testperson", "Juana", "", "1980-02-01", "female"):
            terminal.enter(text)
            time.sleep(0.05)
        terminal.type("mexi")
        time.sleep(0.3)
        keep("ask_form", terminal)
        terminal.press("BSpace", "BSpace", "BSpace", "BSpace")
        for text in ("mexico", "assault", "", "", "", "Example", ""):
            terminal.enter(text)
            time.sleep(0.05)
        terminal.press("NPage")
        terminal.enter()
        assert terminal.wait_for("Nothing has been submitted yet")
        keep("ask_confirm", terminal)
        terminal.type("y")
        assert terminal.wait_for("it is recorded that you have seen it"), terminal.screen()
        keep("ask_answer", terminal)
        terminal.enter()
        time.sleep(0.5)

    on_terminal(site, "ask --officer 1234 --officer-name 'Example, Anna' --operator OP7 "
                      "--desk north --incident 26-0815", act, rows=44)


def ask_plain(site):
    def act(terminal):
        assert terminal.wait_for("Role: ")
        for text in ("1", "", "1234", "Example, Anna", "26-0816", "OP7", "north", "", "", "Sample",
                     "Pat", "", "1/31/1990", "1", "georgia"):
            terminal.enter(text)
            time.sleep(0.1)
        keep("ask_plain", terminal)
        terminal.press("C-c")
        time.sleep(0.5)

    on_terminal(site, "ask --plain", act, rows=44)


def watch(site):
    def act(terminal):
        assert terminal.wait_for("OPEN INQUIRIES")
        time.sleep(3)
        keep("watch", terminal, columns=110)
        site.stop()
        assert terminal.wait_for("NOT CONNECTED")
        time.sleep(1)
        keep("watch_not_connected", terminal, columns=110)
        site.start()

    on_terminal(site, "watch", act, columns=110)


def lines(site, name, words, rows):
    def act(terminal):
        time.sleep(1)
        keep(name, terminal)

    on_terminal(site, words, act, rows=rows)


def audit_pack(site):
    with tempfile.TemporaryDirectory() as folder:
        made = site.ctl("audit-pack", "--from", "2026-01-01", "--to", "2099-01-01", "--reason",
                        "weekly review", "--out", f"{folder}/pack")
        assert made.returncode == 0, made.stderr
        browse(f"{folder}/pack.html", PICTURES / "audit_pack.png", 1000, 1400)


def main():
    site = Site(SCENE, profile=[(r'^no_receipt_after = .*', 'no_receipt_after = "2s"')])
    try:
        ask(site)
        ask_plain(site)
        second = site.submit("SAMPLE", "26-0817")
        site.submit("INVENTED", "26-0818")
        time.sleep(3)
        watch(site)
        lines(site, "explain", f"explain {second}", 44)
        lines(site, "explain_court", f"explain {second} --for court", 50)
        lines(site, "shift_log", "shift-log --desk north", 44)
        audit_pack(site)
    finally:
        site.close()
    heavy = [p.name for p in PICTURES.iterdir() if p.stat().st_size > BYTES_MAX]
    if heavy:
        print(f"larger than {BYTES_MAX} bytes: {', '.join(heavy)}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
