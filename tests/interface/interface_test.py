#!/usr/bin/env python3
"""interface.md names all that the contract has, with the daemon's own limits, and its bytes are
what protobuf makes of their texts.

    interface_test.py PROTOC
"""

import re
import subprocess
import sys
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = (ROOT / "daemon/docs/interface.md").read_text(encoding="utf-8")
PROTO = "\n".join((ROOT / f"proto/iaq/v1/{name}.proto").read_text(encoding="utf-8")
                  for name in ("inquiry", "intake"))
LIMITS = (ROOT / "daemon/model/limits.hpp").read_text(encoding="utf-8")
CHECKS = "".join((ROOT / f"tools/client_check/{name}_checks.cpp").read_text(encoding="utf-8")
                 for name in ("asking", "delivery"))
SAID = set(re.findall(r"`([^`\n]+)`", DOCUMENT))

# The enums that a client meets in calls, answers and deliveries.
ENUMS = ("ErrorCode", "DeliveryKind", "InquiryState", "Operation", "ByHand", "Classification",
         "MatchRule", "Addressee", "ContactOutcome", "ReportKind")
# What interface.md says of a limit, where the daemon has it.
SAID_OF_LIMITS = {
    "request_bytes_max": (64 * 1024, "| a client frame | 64 KiB, whole within 15 s"),
    "answer_bytes_max": (4 * 1024 * 1024, "| a server frame | 4 MiB |"),
    "field_bytes_max": (2048, "| any text that a client sends | 2048 bytes of UTF-8 |"),
    "calls_in_flight_max": (256, "| calls not yet answered | 256 of a connection;"),
    "pushed_frames_max": (256, "| deliveries pushed ahead | 256, or 1 MiB of their texts;"),
    "pushed_bytes_max": (1024 * 1024, "or 1 MiB of their texts;"),
    "idempotency_key_max": (64, "| idempotency key | 1 to 64 bytes |"),
    "consumer_name_max": (32, "| consumer name | 32 characters |"),
    "list_rows_max": (1000, "Up to 1000 rows, newest first"),
    "transfer_inquiries_max": (200, "Offers up to 200 inquiries"),
    "frame_wait": (15, "whole within 15 s of its first byte"),
    "take_up_wait": (30, "reads nothing for 30 s"),
}


def block(kind, name):
    """The text between the braces of a message or an enum, with those of its own oneof."""
    begin = re.search(rf"^{kind} {name} {{\n", PROTO, re.M).end()
    return PROTO[begin:PROTO.index("\n}", begin)]


def bodies(message):
    return re.findall(r"^    \w+ (\w+) = \d+", block("message", message), re.M)


def values(enum):
    prefix = re.sub(r"(?<!^)(?=[A-Z])", "_", enum).upper() + "_"
    found = re.findall(r"^  (\w+) = (\d+)", block("enum", enum), re.M)
    return [name.removeprefix(prefix) for name, number in found if number != "0"]


def limit(name):
    written = re.search(rf"{name}\s*(?:=\s*([^;]+)|{{([^}}]+)}});", LIMITS)
    text = (written[1] or written[2]).replace("'", "").replace("10s", "10").rstrip("s")
    return eval(text, {"__builtins__": {}})  # a product of numbers


def delimited(protoc, message, text):
    made = subprocess.run([protoc, "-I", str(ROOT / "proto"), f"--encode=iaq.v1.{message}",
                           "iaq/v1/intake.proto"], input=text.encode(), capture_output=True,
                          check=True).stdout
    length, prefix = len(made), []
    while length > 127:
        prefix.append(length & 127 | 128)
        length >>= 7
    return bytes([*prefix, length]) + made


class Interface(unittest.TestCase):
    def test_every_call_and_answer_is_named(self):
        calls = re.findall(r"^\| `(\w+)` \| ", DOCUMENT, re.M)
        self.assertGreater(len(bodies("ClientFrame")), 20)
        for name in bodies("ClientFrame"):
            with self.subTest(call=name):
                self.assertIn(name, calls)
        for name in bodies("ServerFrame"):
            with self.subTest(answer=name):
                self.assertIn(name, SAID)

    def test_every_value_that_a_client_meets_is_named(self):
        for enum in ENUMS:
            self.assertTrue(values(enum), enum)
            for value in values(enum):
                with self.subTest(enum=enum, value=value):
                    self.assertIn(value, SAID)

    def test_every_kind_and_every_error_has_a_row(self):
        rows = "\n".join(re.findall(r"^\|([^|]+)\|.*\|$", DOCUMENT, re.M))
        for value in values("DeliveryKind") + values("ErrorCode"):
            with self.subTest(value=value):
                self.assertIn(f"`{value}`", rows)

    def test_every_call_stands_with_the_right_that_it_needs(self):
        rights = dict(re.findall(r"^\| `?(\w+)`? \| (`[^|]+) \|$", DOCUMENT, re.M))
        for line in block("message", "ClientFrame").splitlines():
            found = re.match(r"    \w+ (\w+) = \d+[^;]*;\s+// (no right|right (\w+))", line)
            if found is None:
                continue
            right = found[3] or "none"
            with self.subTest(call=found[1], right=right):
                self.assertIn(f"`{found[1]}`", rights[right])

    def test_limits_are_the_daemons(self):
        for name, (value, words) in SAID_OF_LIMITS.items():
            with self.subTest(limit=name):
                self.assertEqual(limit(name), value)
                self.assertIn(words, DOCUMENT)

    def test_every_check_of_a_client_is_named(self):
        names = re.findall(r'check{"([^"]+)"', CHECKS)
        self.assertEqual(len(names), 15)
        for name in names:
            with self.subTest(check=name):
                self.assertIn(name, SAID)

    def test_the_bytes_are_those_of_the_texts(self):
        shown = re.findall(r"```textproto (\w+)\n(.*?)```\n```hex\n(.*?)```", DOCUMENT, re.S)
        self.assertGreater(len(shown), 5)
        self.assertEqual(len(shown), DOCUMENT.count("```textproto"))
        for message, text, written in shown:
            with self.subTest(text=text):
                self.assertEqual(delimited(PROTOC, message, text), bytes.fromhex(written))


PROTOC = sys.argv[1] if len(sys.argv) > 1 else "protoc"
if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
