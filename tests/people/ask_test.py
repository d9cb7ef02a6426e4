#!/usr/bin/env python3
"""iaqctl ask as people use it: on a pty, against the real daemon and the stand-in for the state.

    ask_test.py
"""

import os
import signal
import unittest
from pathlib import Path

from gateway_site import BIN, Site
from person import Person

ANSWERS = "switch on iaq : ack ; receipt after 200ms ; answer after 500ms\n"
SILENT = "switch on iaq : ack\n"

# The known case of an arrested person. What stands here is typed; the rest is taken by Enter.
KNOWN_CASE = [
    ("Role: ", "1"), ("Ground [Presented", ""), ("Officer's number: ", "1234"),
    ("Officer's name: ", "Example, Anna"), ("Incident [none]: ", "26-0815"),
    ("Operator: ", "OP7"), ("Desk [none]: ", "north"), ("ORI [MO0110100]: ", ""),
    ("Shown so far [Nothing]: ", ""), ("Last name: ", "Testperson"), ("First name: ", "Juana"),
    ("Middle name [none]: ", ""), ("Date of birth: ", "2/1/1980"), ("Sex: ", "1"),
    ("Place of birth: ", "mexico"), ("Offense: ", "assault"),
    ("NCIC offense code [1399, ASSAULT]: ", ""), ("In custody, yes or no [yes]: ", ""),
    ("Confined since [none]: ", ""), ("Mother's maiden name [none]: ", "Example"),
    ("Father's last name [none]: ", ""), ("Nationality [none]: ", ""),
    ("Telephone [8165550100]: ", ""), ("Reason [IMMIGRATION", ""),
    ("more asks for them: ", ""),
]


class Ask(unittest.TestCase):
    def setUp(self):
        self.site = None
        self.people = []

    def tearDown(self):
        for person in self.people:
            person.close()
        if self.site:
            self.site.close()

    def open(self, scene, *words, environment=None):
        self.site = Site(scene)
        return self.another(*words, environment=environment)

    def another(self, *words, environment=None):
        person = Person([BIN / "iaqctl", "--socket", self.site.socket, "ask", *words], environment)
        self.people.append(person)
        return person

    def fill(self, person, case=None):
        for question, text in case or KNOWN_CASE:
            person.answer(question, text)

    def test_a_known_case_is_asked_confirmed_answered_and_seen_in_90_seconds_of_a_new_person(self):
        person = self.open(ANSWERS, "--plain")
        self.fill(person)
        self.assertTrue(person.sees("It will be SENT to ICE"))
        self.assertTrue(person.sees("MM, MEXICO (STATE UNKNOWN)"))
        person.answer("Submit? ", "yes")
        self.assertLess(person.seconds, 90)
        self.assertTrue(person.sees("accepted, reference"))
        self.assertTrue(person.sees("ANSWERED"))
        self.assertTrue(person.sees("DETAIN"))
        person.answer("it is recorded that you have seen it.", "")
        self.assertTrue(person.sees("Recorded as seen."))
        self.assertEqual(person.ends(), 0)
        rows = self.site.rows()
        self.assertEqual(len(rows), 1)
        self.assertEqual(rows[0]["officer_id"], "1234")
        # Nothing moved a cursor and nothing was coloured.
        self.assertNotIn("\x1b[3", person.said)
        self.assertNotRegex(person.said, r"\x1b\[\d*[ABCDHJK]")

    def test_the_screen_is_filled_in_by_keyboard_alone(self):
        person = self.open(ANSWERS, "--officer", "1234", "--officer-name", "Example, Anna",
                           "--operator", "OP7", "--desk", "north", "--incident", "26-0815")
        self.assertTrue(person.sees("Immigration status inquiry (IAQ)"))
        person.keys("\x1b[B" + "\r" * 9)  # arrested, presented, what was given, nothing shown
        self.assertTrue(person.sees("> Last name"))
        for text in ("Testperson", "Juana", "", "1980-02-01", "female", "mexico", "assault", "",
                     "", "", "Example", ""):
            person.keys(text + "\r")
        person.keys("\x1b[6~")
        self.assertTrue(person.sees("> Check it"))
        person.keys("\r")
        self.assertTrue(person.sees("Nothing has been submitted yet."))
        self.assertTrue(person.sees("It will be SENT to ICE"))
        person.keys("y")
        self.assertTrue(person.sees("accepted, reference"))
        self.assertTrue(person.sees("ANSWERED"))
        person.answer("it is recorded that you have seen it.", "")
        self.assertEqual(person.ends(), 0)
        self.assertEqual(len(self.site.rows()), 1)

    def test_ctrl_c_in_the_form_says_that_nothing_was_submitted(self):
        for words, first in ((["--plain"], "Role: "), ([], "Immigration status")):
            with self.subTest(words=words):
                if self.site:
                    self.site.close()
                person = self.open(ANSWERS, *words)
                self.assertTrue(person.sees(first))
                person.interrupt()
                self.assertTrue(person.sees("Nothing was submitted, and nothing of this was"))
                self.assertEqual(person.ends(), 1)
                self.assertEqual(self.site.rows(), [])

    def test_ctrl_c_on_the_last_page_says_that_nothing_was_submitted(self):
        person = self.open(ANSWERS, "--plain")
        self.fill(person)
        self.assertTrue(person.sees("Submit? "))
        person.interrupt()
        self.assertTrue(person.sees("Nothing was submitted"))
        self.assertEqual(person.ends(), 1)
        self.assertEqual(self.site.rows(), [])

    def test_ctrl_c_while_it_is_followed_says_that_it_was_submitted_and_goes_on(self):
        person = self.open(SILENT, "--plain")
        self.fill(person)
        person.answer("Submit? ", "yes")
        self.assertTrue(person.sees("SWITCH_ACKNOWLEDGED"))
        person.interrupt()
        self.assertTrue(person.sees("WAS submitted and goes on"))
        self.assertEqual(person.ends(), 0)
        self.assertEqual(len(self.site.rows()), 1)

    def test_a_gateway_that_says_nothing_leaves_it_open_and_names_the_key_that_tells(self):
        person = self.open(ANSWERS, "--plain")
        self.fill(person)
        self.assertTrue(person.sees("Submit? "))
        os.kill(self.site.daemon.pid, signal.SIGSTOP)
        try:
            person.keys("yes\n")
            self.assertTrue(person.sees("Submitting"))
            person.interrupt()
            person.interrupt()
            self.assertTrue(person.sees("It is NOT KNOWN whether it was submitted."))
            self.assertEqual(person.ends(), 4)
        finally:
            os.kill(self.site.daemon.pid, signal.SIGCONT)
        key = person.text().split("--key ", 1)[1].split()[0]
        shown = self.site.ctl("show", "--key", key)
        self.assertEqual(len(self.site.rows()), 1 if shown.returncode == 0 else 0)

    def test_nobody_there_says_that_nothing_was_submitted(self):
        self.site = Site(ANSWERS)
        self.site.stop()
        person = self.another("--plain")
        self.assertTrue(person.sees("Nothing was submitted"))
        self.assertEqual(person.ends(), 3)

    def test_a_victim_is_refused_before_anybody_is_named(self):
        person = self.open(ANSWERS, "--plain")
        person.answer("Role: ", "victim")
        self.assertTrue(person.sees("A victim or witness is not asked about."))
        self.assertTrue(person.sees("Detective Division"))
        self.assertEqual(person.ends(), 1)
        self.assertNotIn("Last name", person.text())
        self.assertEqual(self.site.rows(), [])

    def test_what_the_gateway_refuses_stands_beside_its_field_and_is_corrected(self):
        person = self.open(ANSWERS, "--plain")
        case = [(q, "Test3person" if q.startswith("Last name") else t) for q, t in KNOWN_CASE]
        self.fill(person, case)
        self.assertTrue(person.sees("The gateway would refuse it:"))
        self.assertTrue(person.sees("may hold letters"))
        person.answer("Last name [Test3person]: ", "Testperson")
        person.answer("Submit? ", "yes")
        self.assertTrue(person.sees("ANSWERED"))
        self.assertEqual(len(self.site.rows()), 1)

    def test_a_restart_of_the_gateway_while_it_is_followed_is_told_and_lost_nothing(self):
        person = self.open("switch on iaq : ack ; answer after 3s\n", "--plain")
        self.fill(person)
        person.answer("Submit? ", "yes")
        self.assertTrue(person.sees("SWITCH_ACKNOWLEDGED"))
        self.site.stop()
        self.assertTrue(person.sees("The gateway cannot be reached."))
        self.site.start()
        self.assertTrue(person.sees("The gateway is there again."))
        self.assertTrue(person.sees("ANSWERED"))


if __name__ == "__main__":
    unittest.main()
