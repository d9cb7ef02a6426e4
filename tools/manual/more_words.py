"""What the help of a program does not say and its manual page should. Everything that is an option
or a command stands in the help alone."""

PROGRAMS = {
    "iaqctl": {
        "section": 1,
        "name": "talk to the inquiry gateway iaqd",
        "description": [
            "For dispatchers, supervisors, operators and scripts. Begin with `iaqctl ask` to ask "
            "about a person and `iaqctl watch` to see what goes on. Times are told in the agency's "
            "zone, with their offset.",
            "On a terminal, ask and watch use the whole screen; with --plain they say one line "
            "after another, for a screen reader or a slow line. Nothing is told by colour.",
        ],
        "environment": [
            ("IAQD_SOCKET", "the gateway's socket, where --socket is not given"),
            ("IAQ_OPERATOR", "who types, for ask"),
            ("IAQ_DESK", "the desk that follows what is asked, for ask"),
            ("NO_COLOR", "set to anything: no bold and no reversed text"),
        ],
        "files": [("/run/iaqd/intake.sock", "the gateway's socket")],
        "see": [("iaqd", 8), ("iaq-journal", 1), ("iaq-switch", 1)],
    },
    "iaqd": {
        "section": 8,
        "name": "gateway for immigration status inquiries of a police communications center",
        "description": [
            "Takes inquiries from dispatch programs and people, checks each against the "
            "department's order, writes everything to its journal before it acts on it, sends over "
            "the state's message switch, and hands each answer to whoever asked.",
            "It runs in the foreground and tells the service manager when it is ready.",
        ],
        "exit": "0 ended as asked, 64 wrong command line, 65 wrong configuration or a journal of a "
                "newer format, 70 the journal is damaged; do not restart, 71 another daemon writes "
                "the journal; do not restart, 74 the disk cannot be written, 1 anything else",
        "signals": [
            ("TERM", "stops intake, waits at most 10 s for what is under way, ends"),
            ("INT", "stops now"),
            ("HUP", "reads the configuration anew; a faulty one changes nothing"),
        ],
        "files": [
            ("/etc/iaqd/iaqd.toml", "the configuration; every option is commented there"),
            ("/var/lib/iaqd", "journal and keys"),
            ("/run/iaqd/intake.sock", "where clients connect"),
        ],
        "see": [("iaqctl", 1), ("iaq-journal", 1), ("iaq-switch", 1)],
    },
    "iaq-journal": {
        "section": 1,
        "name": "read, verify, prove and back up the journal of iaqd",
        "description": [
            "Works on the folder of a journal or on a copy, whether the daemon runs or not. "
            "Verifying needs no key. Reading personal data needs the master key, and is noted in "
            "the state folder before anything is shown.",
        ],
        "files": [("/var/lib/iaqd/journal", "the journal"),
                  ("/var/lib/iaqd/access", "who read personal data from it with this program")],
        "see": [("iaqd", 8), ("iaqctl", 1)],
    },
    "iaq-client-check": {
        "section": 1,
        "name": "try a client of iaqd against a gateway that fails on purpose",
        "description": [
            "For those who write a client. It opens a socket as the gateway does, starts the "
            "client anew for each check, and plays one fault with it: a lost connection, BUSY, a "
            "repeat, a backlog, a late or withdrawn answer, frames in pieces. The client connects "
            "to the socket, subscribes and submits one inquiry by itself; {socket} in its words "
            "becomes the path.",
            "With --stored the client prints a line `stored EVENT_ID` for each delivery that it "
            "has stored, so that storing twice is seen.",
            "Each check is one line, with what would have been right where it failed.",
        ],
        "exit": "0 all checks passed, 1 some failed, 2 the check could not be made",
        "see": [("iaqd", 8), ("iaqctl", 1)],
    },
    "iaq-switch": {
        "section": 1,
        "name": "stand-in for the state's message switch, for tests and demonstrations",
        "description": [
            "Never connect it to a live system: it answers as nobody real does. Its first line is "
            "`listening ADDR:PORT`.",
        ],
        "exit": "0 ended as asked, 64 wrong command line, 65 wrong scene, 1 anything else",
        "see": [("iaqd", 8), ("iaqctl", 1)],
    },
}
