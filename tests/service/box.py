"""A systemd of its own, booted in namespaces over the files of this machine or of another root:
what tests of the units and of the packages run in. Needs root and a kernel that lets it."""

import shutil
import subprocess
import tempfile
import time
from pathlib import Path


class Box:
    """A booted systemd. Everything in it ends with it."""

    def __init__(self, lower="/"):
        """`lower`: the files it begins with; none of them is changed."""
        self.folder = Path(tempfile.mkdtemp(prefix="iaq_box_"))
        (self.folder / "mnt").mkdir()
        (self.folder / "share").mkdir()
        begin = Path(__file__).with_name("boot_in_box.sh")
        self.first = subprocess.Popen(
            ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--uts", "--ipc", "--cgroup",
             "--net", str(begin), str(self.folder), str(lower)],
            stdin=subprocess.DEVNULL)
        self.pid = None

    def enter(self, *words, **how):
        if self.pid is None:
            self.pid = self.init_pid()
        return subprocess.run(
            ["nsenter", "-t", self.pid, "-m", "-p", "-u", "-i", "-C", "-n", "chroot",
             str(self.folder / "mnt/root"), *words],
            capture_output=True, text=True, check=False, timeout=120, **how)

    def init_pid(self):
        for _ in range(100):
            found = subprocess.run(["pgrep", "-P", str(self.first.pid)], capture_output=True,
                                   text=True, check=False).stdout.split()
            if found:
                return found[0]
            time.sleep(0.1)
        raise SystemExit("the box does not start")

    def wait_until_booted(self):
        for _ in range(300):
            said = self.enter("systemctl", "is-system-running").stdout.strip()
            if said in ("running", "degraded"):
                return
            time.sleep(0.2)
        raise SystemExit("systemd does not come up in the box: " + said)

    def put(self, path, text):
        self.enter("mkdir", "-p", str(Path(path).parent))
        self.enter("sh", "-c", f"cat > {path}", input=text)

    def end(self):
        self.first.kill()  # and with it all of the box: --kill-child
        self.first.wait()
        shutil.rmtree(self.folder, ignore_errors=True)
