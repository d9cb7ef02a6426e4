#!/usr/bin/env python3
"""Proves that each rule of tools/tidy.py fires on a bad sample, where it should, and that the
same tree without the bad sample is clean. Samples live in a temporary folder."""

import re
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))
import tidy  # noqa: E402

MAP = """
| 0 | `base` | words |
| 2 | `seal` | digests |
| 3 | `ledger` | bytes |
| 3 | `contract` | forms |
| 5 | `observe` | lines |
| 6 | `host` | edge |
| 6 | `link` | edge |
"""

GOOD = {
    "daemon/CMakeLists.txt": """
iaq_room(base LEVEL 0
  SOURCES a.cpp)
iaq_room(seal LEVEL 2 SOURCES a.cpp)
iaq_room(ledger LEVEL 3
  SOURCES a.cpp USES base LIBRARIES Some::thing)
iaq_room(contract LEVEL 3 SOURCES a.cpp USES base)
iaq_room(observe LEVEL 5 SOURCES log.cpp USES base)
iaq_room(host LEVEL 6 SOURCES clock.cpp USES observe)
iaq_room(link LEVEL 6 SOURCES a.cpp USES observe)
""",
    "daemon/README.md": MAP,
    "daemon/base/a.hpp": "#pragma once\nint one();\n",
    "daemon/base/a.cpp": '#include "base/a.hpp"\n',
    "daemon/seal/a.hpp": "#pragma once\n",
    "daemon/seal/a.cpp": '#include "seal/a.hpp"\n',
    "daemon/ledger/a.hpp": "#pragma once\n",
    "daemon/ledger/a.cpp": '#include "ledger/a.hpp"\n#include "base/a.hpp"\n',
    "daemon/contract/a.cpp": '#include "iaq/v1/record.pb.h"\n',
    "daemon/observe/messages.def": 'IAQ_MESSAGE(daemon_ready, notice, "ready", "Up.")\n',
    "daemon/observe/log.cpp": '#include "observe/messages.def"\n',
    "daemon/host/clock.cpp": "auto t = std::chrono::system_clock::now();\n",
    # base is reached through observe, which host and link use.
    "daemon/link/a.cpp": """#include "base/a.hpp"
#include <boost/asio/post.hpp>
// It is not default: here, nor time(nullptr), nor steady_clock::now() in words.
void f() { say(event::daemon_ready); step(host::now()); }
int digits = 1'000'000;
const char* quoted = "x::now() default: {";
void g(char c) {
    switch (c) {
        case 'a': break;
        default: break;
    }
}
void h(pugi::xml_node_type t) {
    switch (t) {
        case pugi::node_pcdata: break;
        default: break;
    }
}
""",
    "daemon/docs/guarantees.md": "Proved by `g1_` cases.\n",
    "tests/scene/one.scene": "# g1_nothing_is_said_early\n",
    "tools/run.sh": "#!/bin/sh\n# One line.\nset -eu\n",
    "README.md": "Run ../work and /tmp/iaqd; frame/work/able.\n",
}

LINES_70 = "void f() {\n" + "    g();\n" * 68 + "}\n"
LINES_71 = "void f() {\n" + "    g();\n" * 69 + "}\n"
CONSTRUCTOR_71 = "a::a(int x)\n    : x_{x} {\n" + "    g();\n" * 68 + "}\n"
MEMBER_71 = "class a {\npublic:\n    void f() {\n" + "    g();\n" * 69 + "    }\n};\n"
SWITCH = """void f(color c) {{
    switch (c) {{
        case {}: break;
        default: break;
    }}
}}
"""

# rule, path of the bad sample, what is appended to it, the line that must be named
BAD = [
    ("columns", "daemon/ledger/a.cpp", "//" + "x" * 99 + "\n", 3),
    ("columns", "tools/run.sh", "#" + "x" * 100 + "\n", 4),
    ("tabs", "daemon/ledger/a.cpp", "\tint x;\n", 3),
    ("file-length", "daemon/ledger/a.cpp", "\n" * 399, 401),
    ("file-length", "daemon/ledger/a.hpp", "\n" * 200, 201),
    ("file-length", "tests/unit/ledger/a_test.cpp", "\n" * 401, 401),
    ("function-length", "daemon/ledger/a.cpp", "\n" + LINES_71, 4),
    ("function-length", "daemon/ledger/a.cpp", "namespace n {\n" + LINES_70 + "\n" + LINES_71, 75),
    ("function-length", "daemon/ledger/a.cpp", CONSTRUCTOR_71, 3),
    ("function-length", "daemon/ledger/a.cpp", MEMBER_71, 5),
    ("undone", "daemon/ledger/a.cpp", "// TO" "DO later\n", 3),
    ("undone", "tools/run.sh", "# FIX" "ME\n", 4),
    ("machine-path", "README.md", "See /wo" "rk/main.\n", 2),
    ("machine-path", "tools/run.sh", "ls /tmp/ia" "q/x\n", 4),
    ("package-host", "README.md", "https://mir" "ror.example/debian\n", 2),
    ("package-host", "tools/run.sh", "curl deb.debian.o" "rg\n", 4),
    ("shell", "tools/other.sh", "#!/bin/sh\necho\n", 1),
    ("shell", ".ci/run", "#!/usr/bin/env bash\nmake\n", 1),
    ("clock", "daemon/link/b.cpp", "auto t = steady_clock::now();\n", 1),
    ("clock", "daemon/ledger/a.cpp", "auto t = time(nullptr);\n", 3),
    ("clock", "daemon/ledger/a.cpp", "auto t = ::clock_gettime(CLOCK_REALTIME, &s);\n", 3),
    ("clock", "daemon/host/b.cpp", "gettimeofday(&s, nullptr);\n", 1),
    ("default", "daemon/ledger/a.cpp", SWITCH.format("color::red"), 6),
    ("default", "tools/x/main.cpp", SWITCH.format("red"), 4),
    ("room", "daemon/attic/a.cpp", "int x;\n", 1),
    ("map", "daemon/README.md", "| 1 | `attic` | gone |\n", 9),
    ("map", "daemon/README.md", "| 2 | `base` | elsewhere |\n", 9),
    ("level", "daemon/base/a.cpp", '#include "ledger/a.hpp"\n', 2),
    ("level", "daemon/link/b.cpp", '\n#include "host/clock.hpp"\n', 2),
    ("uses", "daemon/ledger/a.cpp", '#include "seal/a.hpp"\n', 3),
    ("asio", "daemon/link/a.hpp", "#pragma once\n#include <boost/asio/post.hpp>\n", 2),
    ("asio", "tests/support/a.hpp", "#include <boost/beast/http.hpp>\n", 1),
    ("asio", "daemon/ledger/a.cpp", "#include <boost/asio/post.hpp>\n", 3),
    ("protobuf", "daemon/ledger/a.cpp", '#include "iaq/v1/record.pb.h"\n', 3),
    ("orphan", "daemon/ledger/b.cpp", "int x;\n", 1),
    ("orphan", "daemon/ledger/b.hpp", "int x;\n", 1),
    ("orphan", "tests/unit/ledger/a_test.cpp", "int x;\n", 1),
    ("orphan", "tools/x/a.cpp", "int x;\n", 1),
    ("promise", "daemon/docs/guarantees.md", "By `g2_`.\n", 2),
    ("log-unique", "daemon/observe/messages.def", 'IAQ_MESSAGE(daemon_ready, err, "", "")\n', 2),
    ("log-unused", "daemon/observe/messages.def", 'IAQ_MESSAGE(other, err, "", "")\n', 2),
    ("log-undeclared", "daemon/ledger/a.cpp", "void f() { observe::say(event::gone); }\n", 3),
]


def findings(files):
    with tempfile.TemporaryDirectory() as folder:
        for path, text in files.items():
            target = Path(folder) / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text)
        return tidy.findings(folder)


def main():
    wrong = [f"the clean tree: {found}" for found in findings(GOOD)]
    for rule, path, text, line in BAD:
        found = findings({**GOOD, path: GOOD.get(path, "") + text})
        if not any(f[:3] == (path, line, rule) for f in found):
            wrong.append(f"{rule} is not said of {path}:{line}: {found}")
    undrawn = findings({**GOOD, "daemon/README.md": MAP.replace("| 6 | `link` | edge |\n", "")})
    if [found[2] for found in undrawn] != ["map"]:
        wrong.append(f"a room without a row on the map is not found: {undrawn}")
    for limit_sample in (LINES_70, "void g();\n" * 398):
        files = {**GOOD, "daemon/ledger/a.cpp": GOOD["daemon/ledger/a.cpp"] + limit_sample}
        wrong += [f"exactly at the limit: {found}" for found in findings(files)]
    rules = set(re.findall(r'tree\.say\([^"]*?"([a-z-]+)"', Path(tidy.__file__).read_text()))
    wrong += [f"{rule} has no bad sample" for rule in rules ^ {bad[0] for bad in BAD}]
    print("\n".join(wrong) or f"{len(BAD)} bad samples, each found")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
