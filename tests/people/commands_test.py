#!/usr/bin/env python3
"""The plain commands of iaqctl against the real daemon: what they print, and how they end.

    commands_test.py
"""

import hashlib
import json
import subprocess
import unittest
from pathlib import Path

from gateway_site import BIN, SOURCE, Site

VICTIM = {"role": "SUBJECT_ROLE_VICTIM"}


def request(**more):
    """A submission that policy admits, about an invented person."""
    made = {"idempotency_key": "k", "ori": "MO0110100", "operator_id": "OP7",
            "requester": {"officer_id": "1234", "officer_name": "EXAMPLE, ANNA"},
            "subject": {"last_name": "TESTPERSON", "first_name": "PAT",
                        "date_of_birth": "1980-02-01", "sex": "SEX_FEMALE",
                        "place_of_birth": "MM"},
            "offense": {"text": "ASSAULT", "ncic_code": "1399"}, "in_custody": True,
            "role": "SUBJECT_ROLE_ARRESTEE", "basis": "BASIS_PRESENTED_FOR_INCARCERATION",
            "identity_evidence": "IDENTITY_EVIDENCE_NONE"}
    made.update(more)
    return json.dumps(made)


class Commands(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = Site("switch on iaq : ack ; receipt after 100ms ; answer after 200ms\n")
        cls.inquiry = cls.site.submit("TESTPERSON", "26-0815")

    @classmethod
    def tearDownClass(cls):
        cls.site.close()

    def policy_check(self, text, *words):
        shipped = ["--policy", SOURCE / "config/policy/so0801.toml", "--profile",
                   SOURCE / "config/profiles/mules.toml"]
        return subprocess.run([BIN / "iaqctl", "policy", "check", "-", *(words or shipped)],
                              input=text, text=True, capture_output=True, check=False)

    def test_describe_tells_the_digests_of_the_files_in_force(self):
        said = json.loads(self.site.ctl("--json", "describe").stdout)["description"]
        policy = (SOURCE / "config/policy/so0801.toml").read_bytes()
        places = (SOURCE / "config/tables/places.tsv").read_bytes()
        self.assertEqual(said["policy_digest"], hashlib.sha256(policy).hexdigest())
        tables = {t["name"]: t for t in said["tables"]}
        self.assertEqual(tables["places"]["digest"], hashlib.sha256(places).hexdigest())
        self.assertEqual(said["ori"], "MO0110100")
        self.assertEqual(said["fields"][0]["name"], "role")
        known = set(tables)
        for field in said["fields"]:
            self.assertIn(field.get("code_table", "places"), known)

    def test_a_form_of_another_agency_is_forbidden(self):
        said = self.site.ctl("describe", "--ori", "MO0990000")
        self.assertEqual(said.returncode, 1)
        self.assertIn("FORBIDDEN", said.stderr)

    def test_a_code_is_found_by_name(self):
        said = self.site.ctl("code", "mexico").stdout
        self.assertTrue(said.startswith("places\nMM     MEXICO (STATE UNKNOWN)\n"), said)
        self.assertIn("a code of its own", said)
        self.assertIn("1399   ASSAULT", self.site.ctl("code", "assault").stdout)
        self.assertEqual(self.site.ctl("code", "zzzz").returncode, 1)

    def test_an_inquiry_is_found_by_each_of_its_names(self):
        shown = json.loads(self.site.ctl("--json", "show", self.inquiry).stdout)["inquiry"]
        for words in (["--incident", "26-0815"], ["--key", "TESTPERSON-26-0815"],
                      ["--reference", shown["reference"]]):
            with self.subTest(words=words):
                found = json.loads(self.site.ctl("--json", "show", *words).stdout)["inquiry"]
                self.assertEqual(found["inquiry_id"], self.inquiry)
        self.assertEqual(self.site.ctl("show").returncode, 2)
        self.assertEqual(self.site.ctl("show", "none-1").returncode, 1)
        self.assertEqual(self.site.ctl("show", self.inquiry, "--key", "x").returncode, 2)

    def test_a_story_is_told_for_each_reader_and_fits_the_page(self):
        for words in (["explain", self.inquiry], ["explain", self.inquiry, "--for", "auditor"],
                      ["print", self.inquiry], ["show", self.inquiry], ["list"], ["status"],
                      ["describe"], ["print", self.inquiry, "--for", "dispatcher"]):
            with self.subTest(words=words):
                said = self.site.ctl(*words)
                self.assertEqual(said.returncode, 0, said.stderr)
                self.assertNotIn("\x1b", said.stdout)
                for line in said.stdout.splitlines():
                    self.assertLessEqual(len(line), 100, line)
        self.assertIn("UTC", self.site.ctl("print", self.inquiry).stdout)
        self.assertEqual(self.site.ctl("explain", self.inquiry, "--for", "press").returncode, 2)

    def test_json_is_one_object_a_line(self):
        for words in (["list"], ["status"], ["describe"], ["show", self.inquiry],
                      ["explain", self.inquiry], ["print", self.inquiry]):
            with self.subTest(words=words):
                lines = self.site.ctl("--json", *words).stdout.splitlines()
                self.assertEqual(len(lines), 1)
                self.assertIsInstance(json.loads(lines[0]), dict)

    def test_nobody_there_ends_with_3(self):
        for words in (["status"], ["list"], ["show", "x-1"], ["explain", "x-1"], ["describe"],
                      ["code", "mexico"], ["shift-log"], ["watch", "--once"]):
            with self.subTest(words=words):
                run = subprocess.run([BIN / "iaqctl", "--socket", "/nonexistent/socket", *words],
                                     capture_output=True, text=True, check=False)
                self.assertEqual(run.returncode, 3)
                self.assertIn("/nonexistent/socket", run.stderr)

    def test_policy_check_decides_without_a_gateway(self):
        said = self.policy_check(request())
        self.assertEqual(said.returncode, 0, said.stderr)
        self.assertIn("ACCEPTED", said.stdout)
        self.assertIn("BOOKING", said.stdout)
        self.assertIn("Not asked here", said.stdout)
        said = self.policy_check(request(**VICTIM))
        self.assertEqual(said.returncode, 1)
        self.assertIn("REFUSED", said.stdout)
        self.assertNotIn("TESTPERSON", said.stdout)
        said = self.policy_check(request() + "\n" + request(**VICTIM))
        self.assertEqual(said.returncode, 1)
        self.assertIn("Submission 2", said.stdout)
        for line in said.stdout.splitlines():
            self.assertLessEqual(len(line), 100)

    def test_policy_check_says_what_is_wrong_with_its_files(self):
        self.assertEqual(self.policy_check("{").returncode, 2)
        self.assertEqual(self.policy_check('{"nobody": 1}').returncode, 2)
        self.assertEqual(self.policy_check("").returncode, 2)
        bad = Path(self.site.home) / "bad.toml"
        bad.write_text('name = "O"\ntitel = "x"\n')
        said = self.policy_check(request(), "--policy", bad, "--profile",
                                 SOURCE / "config/profiles/mules.toml", "--tables",
                                 SOURCE / "config/tables")
        self.assertEqual(said.returncode, 2)
        self.assertIn("bad.toml:2:1: unknown key titel", said.stderr)


if __name__ == "__main__":
    unittest.main()
