#!/usr/bin/env python3
"""iaqctl watch as people leave it open: on a pty, against the real daemon.

    watch_test.py
"""

import unittest

from gateway_site import BIN, Site
from person import Person


class Watch(unittest.TestCase):
    def setUp(self):
        self.site = Site("switch on iaq : ack ; receipt after 200ms\n")
        self.people = []

    def tearDown(self):
        for person in self.people:
            person.close()
        self.site.close()

    def person(self, *words):
        made = Person([BIN / "iaqctl", "--socket", self.site.socket, "watch", *words], columns=110)
        self.people.append(made)
        return made

    def test_the_screen_shows_what_is_open_and_goes_on_over_a_restart(self):
        inquiry = self.site.submit("TESTPERSON", "26-0815")
        person = self.person()
        self.assertTrue(person.sees("St. Joseph PD  TEST, not live"))
        self.assertTrue(person.sees("OPEN INQUIRIES: 1"))
        self.assertTrue(person.sees(inquiry))
        self.site.stop()
        self.assertTrue(person.sees("NOT CONNECTED"))
        self.site.start()
        self.assertTrue(person.sees("station stjoe"))
        another = self.site.submit("SAMPLE", "26-0816")
        self.assertTrue(person.sees("OPEN INQUIRIES: 2"))
        self.assertTrue(person.sees(another))
        person.keys("q")
        self.assertEqual(person.ends(), 0)
        self.assertTrue(person.said.rstrip().endswith("\x1b[?1049l"))  # the screen as it was

    def test_an_inquiry_is_explained_on_the_spot(self):
        self.site.submit("TESTPERSON", "26-0815")
        person = self.person()
        self.assertTrue(person.sees("OPEN INQUIRIES: 1"))
        person.keys("\r")
        self.assertTrue(person.sees("What happens next"))
        person.keys("b")
        self.assertTrue(person.sees("NEWEST FIRST"))
        person.interrupt()
        self.assertEqual(person.ends(), 0)

    def test_plain_lines_go_on_over_a_restart_and_say_when_it_was_gone(self):
        person = self.person("--plain")
        self.site.submit("TESTPERSON", "26-0815")
        self.assertTrue(person.sees("LESC_RECEIVED"))
        self.site.stop()
        self.assertTrue(person.sees("NOT CONNECTED to the gateway; trying again."))
        self.site.start()
        self.assertTrue(person.sees("Connected again."))
        self.site.submit("SAMPLE", "26-0816")
        self.assertTrue(person.sees("LESC_RECEIVED"))
        # What was read before is not read again.
        self.assertEqual(person.text().count("incident 26-0815"), 3)
        self.assertNotRegex(person.said, r"\x1b\[\d*[ABCDHJK]")


if __name__ == "__main__":
    unittest.main()
