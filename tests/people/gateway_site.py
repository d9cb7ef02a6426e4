"""A gateway and a stand-in for the state on loopback, in a folder of their own, for pictures and
for driving iaqctl as a person would."""

import json
import os
import re
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent.parent
BIN = Path(os.environ.get("IAQ_BIN_DIR", SOURCE / "build/release/bin"))

CONFIG = """
[daemon]
state_dir = "{home}/state"
environment = "{environment}"
[[agency]]
name = "St. Joseph PD"
oris = ["MO0110100"]
time_zone = "America/Chicago"
profile = "{home}/profile.toml"
policy = "{source}/config/policy/so0801.toml"
tables = "{source}/config/tables"
[[station]]
name = "stjoe"
protocol = "foxtalk"
payload = "ofml"
hosts = ["{address}"]
device = "SJPD01"
oris = ["MO0110100"]
[intake]
unix = "{home}/intake.sock"
[[principal]]
uid = {uid}
oris = ["MO0110100"]
rights = ["submit", "read", "operate", "supervise", "audit"]
asserts_users = true
[journal]
kind = "file"
segment_size = "1MiB"
"""


class Site:
    """Runs until `close`. `profile`: (pattern, replacement) pairs for the profile's lines."""

    def __init__(self, scene, environment="test", profile=()):
        self.home = Path(tempfile.mkdtemp(prefix="iaq-"))
        self.scene = self.home / "scene"
        self.scene.write_text(scene)
        text = (SOURCE / "config/profiles/mules.toml").read_text()
        for pattern, replacement in profile:
            text = re.sub(pattern, replacement, text, flags=re.M)
        (self.home / "profile.toml").write_text(text)
        self.switch = subprocess.Popen(
            [BIN / "iaq-switch", "--listen", "127.0.0.1:0", "--payload", "ofml", "--scene",
             self.scene, "--seed", "7"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            text=True)
        address = self.switch.stdout.readline().split()[-1]
        config = self.home / "iaqd.toml"
        config.write_text(CONFIG.format(home=self.home, source=SOURCE, address=address,
                                        uid=os.getuid(), environment=environment))
        self.daemon = None
        self.config = config
        self.start()

    @property
    def socket(self):
        return str(self.home / "intake.sock")

    def start(self):
        self.daemon = subprocess.Popen([BIN / "iaqd", "--config", self.config],
                                       stdout=subprocess.DEVNULL,
                                       stderr=(self.home / "iaqd.log").open("a"))
        for _ in range(200):
            if Path(self.socket).exists() and self.ctl("status").returncode == 0:
                return
            time.sleep(0.05)
        raise RuntimeError((self.home / "iaqd.log").read_text())

    def stop(self):
        self.daemon.terminate()
        self.daemon.wait()

    def ctl(self, *words, **how):
        return subprocess.run([BIN / "iaqctl", "--socket", self.socket, *words], text=True,
                              capture_output=True, check=False, **how)

    def rows(self):
        said = self.ctl("--json", "list").stdout
        return json.loads(said).get("inquiries", {}).get("rows", [])

    def submit(self, last_name, incident, **more):
        """Submits about an invented person; `more` overrides fields of the request."""
        request = {
            "idempotency_key": f"{last_name}-{incident}", "ori": "MO0110100", "operator_id": "OP7",
            "desk": "north", "requester": {"officer_id": "1234", "officer_name": "EXAMPLE, ANNA"},
            "incident": incident,
            "subject": {"last_name": last_name, "first_name": "PAT", "date_of_birth": "1980-02-01",
                        "sex": "SEX_FEMALE", "place_of_birth": "MM"},
            "offense": {"text": "ASSAULT", "ncic_code": "1399"}, "in_custody": True,
            "role": "SUBJECT_ROLE_ARRESTEE", "basis": "BASIS_PRESENTED_FOR_INCARCERATION",
            "identity_evidence": "IDENTITY_EVIDENCE_NONE"}
        request.update(more)
        said = self.ctl("--json", "submit", "-", input=json.dumps(request))
        return json.loads(said.stdout).get("accepted", {}).get("inquiry_id", "")

    def close(self):
        for process in (self.daemon, self.switch):
            if process and process.poll() is None:
                process.terminate()
                process.wait()
        self.keep_trace()
        shutil.rmtree(self.home)

    def keep_trace(self):
        """Keeps the daemon's log where $IAQ_TRACES says, if it does, for the test traces.check."""
        log = self.home / "iaqd.log"
        if "IAQ_TRACES" in os.environ and log.exists():
            kept = Path(os.environ["IAQ_TRACES"]) / "log"
            kept.mkdir(parents=True, exist_ok=True)
            shutil.copy(log, kept / self.home.name)
