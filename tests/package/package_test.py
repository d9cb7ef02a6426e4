#!/usr/bin/env python3
"""Lives through install.md on a clean Debian, and looks between its commands at what it promises.

    package_test.py ROOT --versions OLD NEW     called by tests/package/run
"""

import argparse
import json
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/service"))

from box import Box  # noqa: E402
from document import blocks_of, lacks  # noqa: E402

INSTALL = ROOT / "daemon/docs/install.md"
RUNBOOK = ROOT / "daemon/docs/runbook.md"
BUILDS = "tools/package/build"
INQUIRY = "/usr/share/doc/iaqd-tools/examples/inquiry.json"
JOURNAL = "/var/lib/iaqd/journal"
VKEY = "/var/backups/iaqd/log.vkey"


class Site:
    """The clean machine, and what was found about it."""

    def __init__(self, root, old, new):
        self.box = Box(root)
        self.old, self.new = old, new
        self.passed, self.wrong = 0, []
        self.pid, self.head, self.asked = "", 0, 1

    def check(self, holds, what, *details):
        print(("good: " if holds else "WRONG: ") + what, flush=True)
        if holds:
            self.passed += 1
            return
        self.wrong.append(what)
        for each in details:
            print("    " + str(each).strip()[-3000:].replace("\n", "\n    "))

    def run(self, *words):
        return self.box.enter(*words)

    def says(self, *words):
        return self.run(*words).stdout.strip()

    def shown(self, name):
        return self.says("systemctl", "show", "iaqd.service", "-P", name)

    def status(self):
        said = self.run("iaqctl", "--json", "status").stdout
        return json.loads(said)["status"] if said else {}

    def inquiries(self):
        return sum(int(s["count"]) for s in self.status().get("states", []))

    def submit(self, *more):
        """One more inquiry, under a key of its own."""
        self.asked += 1
        text = self.says("cat", INQUIRY)
        mine = json.loads(text) | {"idempotency_key": f"trial-{self.asked}"}
        mine["subject"]["last_name"] = "EXAMPLE" + "ABCDEFGH"[self.asked % 8]
        self.box.put("/tmp/inquiry.json", json.dumps(mine))
        return self.run("iaqctl", "submit", "/tmp/inquiry.json", *more)

    def verifies(self, when):
        copy = f"/var/backups/iaqd/at{self.passed}"
        made = self.run("iaq-journal", "backup", JOURNAL, copy)
        told = self.run("iaq-journal", "verify", copy + "/journal", "--vkey", "@" + VKEY,
                        "--at-least", "/var/backups/iaqd/first/journal/checkpoint")
        self.check(made.returncode == 0 and told.returncode == 0,
                   f"the journal verifies {when}, and has grown from the first one",
                   made.stderr, told.stdout, told.stderr)


def nothing_runs(site):
    """Before: behind the installation alone."""
    site.check(site.says("systemctl", "is-active", "iaqd.service", "iaqd.socket") ==
               "inactive\ninactive", "installing starts nothing")
    site.check("enabled" not in site.says("systemctl", "is-enabled", "iaqd.service",
                                          "iaqd.socket"), "and enables nothing")
    site.check(site.says("id", "-gn", "iaqd") == "iaqd", "the user iaqd has its group")
    site.check(site.says("stat", "-c", "%a %U", "/etc/iaqd/keys") == "700 root",
               "the place for keys is root's alone")
    kept = site.says("dpkg-query", "-W", "-f", "${Conffiles}", "iaqd")
    site.check("/etc/iaqd/iaqd.toml" in kept and "/etc/iaqd/policy/so0801.toml" in kept,
               "the configuration is the site's to change", kept)
    site.check(site.says("iaqd", "--version") == "iaqd " + site.old, "it is the old version")
    for page in ("man1/iaqctl.1", "man1/iaq-journal.1", "man1/iaq-switch.1", "man8/iaqd.8",
                 "man1/iaq-client-check.1"):
        site.check(site.run("gzip", "-t", f"/usr/share/man/{page}.gz").returncode == 0,
                   f"the manual has {page}")
    done = site.run("bash", "-c", "source /usr/share/bash-completion/completions/iaqctl; "
                    "COMP_WORDS=(iaqctl sta); COMP_CWORD=1; _iaqctl; echo ${COMPREPLY[@]}")
    site.check("status" in done.stdout, "bash completes a command", done.stdout, done.stderr)


def it_is_a_service(site):
    owner = site.says("stat", "-c", "%a %U", "/var/lib/iaqd/")
    site.check(owner == "700 iaqd", "the state folder is the user's alone", owner)
    site.check(site.says("stat", "-c", "%a %G", "/run/iaqd/intake.sock") == "660 iaqd",
               "the socket is its group's")
    uid = site.says("sh", "-c", f"stat -c %U /proc/{site.shown('MainPID')}")
    site.check(site.shown("User") == "iaqd" and site.shown("NRestarts") == "0",
               "it runs as iaqd and came up at once", uid)
    reloaded = site.run("systemctl", "reload", "iaqd")
    site.check(reloaded.returncode == 0, "systemctl reload works", reloaded.stderr)
    stranger = site.run("runuser", "-u", "nobody", "--", "iaqctl", "status")
    site.check(stranger.returncode == 3, "who is not of the group is not let in", stranger.stderr)


def it_was_asked_once(site):
    site.check(site.inquiries() == 1, "the same file again is no second inquiry", site.status())


def the_daemon_reads_what_root_wrote(site):
    read = site.run("iaq-journal", "cat", JOURNAL, "--json", "--master-key",
                    "/var/lib/iaqd/keys/master.key")
    site.check(read.returncode == 0 and "EXAMPLE" in read.stdout, "root reads it with the key",
               read.stderr)
    owner = site.says("stat", "-c", "%U", "/var/lib/iaqd/access/reads.log")
    site.check(owner == "iaqd", "what root writes down of its reading is the daemon's to read",
               owner)
    site.pid, site.head = site.shown("MainPID"), int(site.status().get("head", 0))


def it_went_on_through_the_upgrade(site):
    site.check(site.shown("MainPID") == site.pid and site.pid != "0",
               "the daemon goes on through an upgrade", site.shown("MainPID"))
    site.check(site.says("iaqd", "--version") == "iaqd " + site.new, "the new program is there")
    site.check(site.status().get("version") == site.old, "the old one still runs, and says so")
    site.check(site.status().get("replaced_files") == ["iaqd"], "and says that a restart is due")
    check = site.run("iaqctl", "status", "--check")
    site.check(check.returncode == 1 and "restart due" in check.stdout, "so does its check",
               check.stdout)
    site.check("environment = \"test\"" in site.says("cat", "/etc/iaqd/iaqd.toml"),
               "the site's configuration stays")
    told = site.submit("--wait", "ANSWERED", "--timeout", "2m")
    site.check(told.returncode == 0, "the new iaqctl asks the old daemon", told.stderr)
    site.check(site.submit().returncode == 0, "and once more, open when it is restarted")
    site.verifies("under the old daemon")
    site.head = int(site.status().get("head", 0))


def it_restarted(site, version, when):
    site.check(site.shown("MainPID") != site.pid, f"a restart {when} is a new process")
    status = site.status()
    site.check(status.get("version") == version, f"{when} it is {version}", status)
    site.check("replaced_files" not in status, f"{when} no restart is due any more")
    site.check(int(status.get("head", 0)) > site.head, f"{when} the journal goes on", status)
    site.check(site.inquiries() == site.asked, f"{when} every inquiry is there once",
               status)
    site.check(site.submit("--wait", "ANSWERED", "--timeout", "2m").returncode == 0,
               f"{when} it asks and is answered")
    site.verifies(when)
    site.pid, site.head = site.shown("MainPID"), int(site.status().get("head", 0))


def a_backup_is_put_back(site):
    """What the runbook says of an older copy, with its block for the options of one start."""
    it_restarted(site, site.old, "after the downgrade")
    site.run("systemctl", "stop", "iaqd.socket", "iaqd.service")
    site.run("mv", "/var/lib/private/iaqd/journal", "/var/lib/private/iaqd/journal.aside")
    site.run("cp", "-r", "/var/backups/iaqd/first/journal", JOURNAL)
    site.run("chown", "-R", "iaqd:", JOURNAL)
    refused = site.run("systemctl", "start", "iaqd.service")
    site.check(refused.returncode != 0, "an older copy is refused",
               site.says("journalctl", "-u", "iaqd", "-n", "8", "--no-pager"))
    once = [b for b in blocks_of(RUNBOOK) if b.section == "Options of one start"]
    site.check(len(once) == 1, "the runbook has a block for the options of one start")
    site.run("systemctl", "reset-failed", "iaqd.service", "iaqd.socket")
    done = site.run("bash", "-ec", once[0].commands)
    site.check(done.returncode == 0, "by the runbook it is adopted", done.stderr,
               site.says("journalctl", "-u", "iaqd", "-n", "8", "--no-pager"))
    stations = site.status().get("stations", [])
    site.check(len(stations) == 1 and stations[0].get("held") is True,
               "and every station is held", stations)
    site.run("iaqctl", "release", "stjoe", "--reason", "nothing left after the backup")
    site.check(site.run("systemctl", "restart", "iaqd.service").returncode == 0,
               "the next start is as ever", site.shown("ExecStart"))
    site.check("adopt" not in site.shown("ExecStart"), "without the option")


def it_is_gone_and_the_journal_is_not(site):
    site.check(not site.says("sh", "-c", "command -v iaqd"), "the program is gone")
    site.check(site.run("pidof", "iaqd").returncode != 0, "and does not run any more")
    site.check(site.run("test", "-e", "/etc/iaqd/iaqd.toml").returncode != 0,
               "a purge takes the configuration")
    site.check(site.says("sh", "-c", "ls /var/lib/iaqd/keys | wc -l") == "3", "the keys stay")
    told = site.run("iaq-journal", "verify", JOURNAL, "--master-key",
                    "/var/lib/iaqd/keys/master.key")
    site.check(told.returncode == 0, "the journal opens with its key, whole", told.stderr)
    kept = site.run("iaq-journal", "stats", JOURNAL)
    site.check(kept.returncode == 0, "and counts its records", kept.stdout)
    print("    " + kept.stdout.strip().replace("\n", "\n    "))


# What is looked at behind the last block of a section.
BEHIND = {
    "2. Install": nothing_runs,
    "5. Start": it_is_a_service,
    "6. Ask": it_was_asked_once,
    "7. Check the journal": the_daemon_reads_what_root_wrote,
    "9. Go back": a_backup_is_put_back,
    "10. Remove": it_is_gone_and_the_journal_is_not,
}
# And behind a block that begins so.
BEHIND_BLOCK = {
    ("8. Upgrade", "apt-get"): it_went_on_through_the_upgrade,
    ("8. Upgrade", "systemctl"): lambda site: it_restarted(site, site.new, "after the upgrade"),
}


def follow(site, block):
    if block.where == "build":
        site.check(block.commands == BUILDS, "the packages were built as the document says")
        return
    folder = "/root/new" if block.where == "new" else "/root/old"
    if "--check" in block.commands:
        time.sleep(5)  # the line comes up
    done = site.run("bash", "-ec", f"export DEBIAN_FRONTEND=noninteractive; cd {folder}\n"
                    + block.commands)
    site.check(done.returncode == 0, f"{block.section}: {block.first_line()}", done.stdout,
               done.stderr)
    missing = lacks(block.expected, done.stdout)
    if block.expected:
        site.check(missing is None, f"{block.section}: prints what the document says",
                   f"missing: {missing}", done.stdout)


def live_through(site):
    blocks = blocks_of(INSTALL)
    for number, block in enumerate(blocks):
        if number == 0 or blocks[number - 1].section != block.section:
            print(f"== {block.section}")
        follow(site, block)
        begins = block.commands.split()[0]
        if (looks := BEHIND_BLOCK.get((block.section, begins))) is not None:
            looks(site)
        if number + 1 == len(blocks) or blocks[number + 1].section != block.section:
            BEHIND.get(block.section, lambda site: None)(site)
    known = {block.section for block in blocks}
    site.check(set(BEHIND) <= known and len(blocks) >= len(BEHIND),
               "each section that is looked at is in the document", known)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("root", type=Path)
    parser.add_argument("--versions", nargs=2, required=True)
    asked = parser.parse_args()
    site = Site(asked.root.resolve(), *asked.versions)
    try:
        site.box.wait_until_booted()
        live_through(site)
        if site.wrong:
            print(site.says("journalctl", "-u", "iaqd", "-n", "40", "--no-pager"))
    finally:
        site.box.end()
    for what in site.wrong:
        print("wrong: " + what)
    print(f"{site.passed} passed, {len(site.wrong)} failed")
    return 1 if site.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
