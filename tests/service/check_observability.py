#!/usr/bin/env python3
"""Holds together what speaks of the same things: metrics.def, the conditions' table, the alert
rules, the dashboard and the runbook. Prints what disagrees and ends 1 when anything does. promtool
also checks the rules and runs their test, where tools/setup has put it or PATH has it."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RULES = "config/prometheus/iaqd_alerts.yml"
RULES_TEST = "tests/service/iaqd_alerts_test.yml"
DASHBOARD = "config/grafana/iaqd.json"
RUNBOOK = "daemon/docs/runbook.md"
SERIES = re.compile(r"\b((?:iaqd|process)_[a-z_]+)\b")
ENDS = re.compile(r"_(bucket|sum|count)$")


def text(path):
    return (ROOT / path).read_text(encoding="utf-8")


def declared_metrics():
    """Returns {name: kind}."""
    found = re.findall(r'IAQ_METRIC\(\w+, (\w+), "(\w+)"', text("daemon/observe/metrics.def"))
    return {name: kind for kind, name in found}


def conditions():
    return re.findall(r'condition\{"(\w+)"', text("daemon/model/conditions.cpp"))


def alerts():
    return re.findall(r"- alert: (\w+)", text(RULES))


def expressions_of_rules():
    return re.findall(r"expr: (?:>-\n\s+)?(.+)", text(RULES))


def expressions_of_dashboard():
    panels = json.loads(text(DASHBOARD))["panels"]
    return [t["expr"] for p in panels for t in p.get("targets", [])]


def metrics_in(expressions, known):
    """Returns the metrics an expression asks for; a histogram's by its own name."""
    found = set()
    for expression in expressions:
        for name in SERIES.findall(expression):
            base = ENDS.sub("", name)
            found.add(base if known.get(base) == "histogram" else name)
    return found


def sections():
    """Returns the sections of the runbook that are named like a condition or an alert."""
    return re.findall(r"^### (\w+)$", text(RUNBOOK), re.M)


def disagreements():
    known = declared_metrics()
    for name in sorted(metrics_in(expressions_of_rules(), known) - set(known)):
        yield f"{RULES}: {name} is no metric"
    shown = metrics_in(expressions_of_dashboard(), known)
    for name in sorted(shown - set(known)):
        yield f"{DASHBOARD}: {name} is no metric"
    for name in sorted(set(known) - shown):
        yield f"{DASHBOARD}: {name} is on no panel"
    named = sections()
    wanted = conditions() + alerts()
    for name in sorted(set(wanted) - set(named)):
        yield f"{RUNBOOK}: no section '### {name}'"
    for name in sorted(set(named) - set(wanted)):
        yield f"{RUNBOOK}: '### {name}' is neither a condition nor an alert"
    for name in sorted({n for n in named if named.count(n) > 1}):
        yield f"{RUNBOOK}: '### {name}' stands twice"
    tested = text(RULES_TEST)
    for name in alerts():
        fires = re.search(rf"alertname: {name}\n\s+exp_alerts:", tested)
        clears = re.search(rf"eval_time: \w+, alertname: {name}\}}", tested)
        if not fires or not clears:
            yield f"{RULES_TEST}: {name} does not fire and clear there"


def refused_by_promtool():
    own = ROOT / "build/tools/promtool"
    tool = own if own.exists() else shutil.which("promtool")
    if not tool:
        print("promtool is not here (tools/setup): the rules were only read")
        return
    for words in (["check", "rules", RULES], ["test", "rules", RULES_TEST]):
        if subprocess.run([tool, *words], cwd=ROOT, check=False).returncode != 0:
            yield "promtool " + " ".join(words)


def main():
    wrong = [*disagreements(), *refused_by_promtool()]
    for line in wrong:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
