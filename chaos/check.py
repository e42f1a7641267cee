#!/usr/bin/env python3
"""Judges a run of the harness by its input file; shares nothing with the product.

  check.py answers <folder>   what the API says: readings, windows, alerts, the accounts of the stages
  check.py log <folder>       what stands on the log: revisions of windows, versions of alerts, rejections

Prints one JSON object: {"faults": [...], "figures": {...}}; exit code 1 where there are faults.

What is judged. `input.ndjson` has the messages in the order in which the product had to take them; of two readings of one
sensor, metric and instant the later stands. A reading whose message was acknowledged must be there; one whose message was
not may be there or not, and then the windows must agree with the readings that are; nothing else may be there. A reading
with `bad` must have been refused with that code. A window of more than a minute may have its percentiles wrong by 1 %.
"""

import json
import math
import os
import sys
from collections import Counter, defaultdict

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../test/oracle"))
from windows import millis, statistics  # noqa: E402

MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
# Asia/Ho_Chi_Minh has had no other offset since 1975.
OFFSET = 7 * HOUR
SPANS = {"1m": MINUTE, "1h": HOUR, "1d": DAY}
EXACT = ("sum", "min", "max", "mean")
SKETCHED = ("p50", "p95")
MOST_SHOWN = 20
EXPECTED_REFUSALS = {"E_DUP"}


def main():
    what, folder = sys.argv[1:3]
    run = Run(folder)
    judge = {"answers": judge_answers, "log": judge_log}[what]
    faults, figures = Faults(), {}
    judge(run, faults, figures)
    print(json.dumps({"faults": faults.shown(), "figures": figures}))
    return 1 if faults.count else 0


class Faults:
    def __init__(self):
        self.by_kind = defaultdict(list)
        self.count = 0

    def add(self, kind, text):
        self.count += 1
        self.by_kind[kind].append(text)

    def shown(self):
        lines = []
        for kind, texts in self.by_kind.items():
            lines.append(f"{kind}: {len(texts)}")
            lines.extend(f"  {text}" for text in texts[:MOST_SHOWN])
        return lines


class Run:
    def __init__(self, folder):
        self.folder = folder
        self.meta = self.json("run.json")
        self.paths = {sensor["id"]: sensor["path"] for sensor in self.meta["sensors"]}
        self.acknowledged = set()
        self.unknown = 0
        for line in self.lines("acks.ndjson"):
            if line.get("unknown"):
                self.unknown += 1
            else:
                self.acknowledged.add(line["id"])

    def json(self, name):
        with open(os.path.join(self.folder, name), encoding="utf-8") as file:
            return json.load(file)

    def lines(self, name):
        path = os.path.join(self.folder, name)
        if not os.path.exists(path):
            return
        with open(path, encoding="utf-8") as file:
            for line in file:
                if line.strip():
                    yield json.loads(line)

    def refusals(self):
        """By sensor and instant: the codes with which a reading was refused, as gateways were told."""
        return Counter(line.get("code") for line in self.lines("rejected.ndjson"))

    def sent(self):
        """Each reading that should have been taken, and whether it must be there."""
        for message in self.lines("input.ndjson"):
            must = message["id"] in self.acknowledged
            for reading in message["readings"]:
                yield reading, must


# --- what the API says ----------------------------------------------------------------------------------------------


def judge_answers(run, faults, figures):
    standing = judge_readings(run, faults, figures)
    judge_windows(run, standing, faults, figures)
    judge_alerts(run, faults, figures)
    judge_accounts(run, faults, figures)


def judge_readings(run, faults, figures):
    """Gives what stands: (sensor, metric, instant) to (value, whether it counts)."""
    found = {}
    for reading in run.lines("found-readings.ndjson"):
        counts = reading["quality"] in ("ok", "simulated")
        for metric, value in reading["values"].items():
            key = (reading["sensor"], metric, millis(reading["at"]))
            if key in found:
                faults.add("reading twice", str(key))
            found[key] = (value, counts)

    allowed = {}  # by identity: what may be found, the last that must be first
    bad = set()
    readings = 0
    for reading, must in run.sent():
        readings += 1
        counts = reading.get("quality", "ok") in ("ok", "simulated")
        for metric, value in reading["values"].items():
            key = (reading["sensor"], metric, reading["at"])
            if "bad" in reading:
                bad.add(key)
            elif must:
                allowed[key] = [(value, counts)]
            else:
                allowed.setdefault(key, [None]).append((value, counts))
    for key in bad - allowed.keys():
        if key in found:
            faults.add("reading that should have been refused", f"{key} is {found[key]}")
    for key, ways in allowed.items():
        if found.get(key) not in ways:
            kind = "reading lost" if key not in found else "reading wrong"
            faults.add(kind, f"{key} is {found.get(key)}, not {ways}")
    for key in found.keys() - allowed.keys() - bad:
        faults.add("reading never sent", f"{key} is {found[key]}")
    figures["readings sent"] = readings
    figures["values expected"] = len(allowed)
    figures["values found"] = len(found)
    figures["messages acknowledged"] = len(run.acknowledged)
    figures["answers unknown"] = run.unknown
    figures["acknowledged values missing"] = sum(1 for key, ways in allowed.items() if None not in ways and key not in found)
    return found


def start_of(at, span):
    if span == "1d":
        return (at + OFFSET) // DAY * DAY - OFFSET
    return at // SPANS[span] * SPANS[span]


def expected_windows(run, standing, span):
    cells = defaultdict(list)
    for (sensor, metric, at), (value, counts) in standing.items():
        if not counts or sensor not in run.paths:
            continue
        start = start_of(at, span)
        cells[(metric, "sensor", sensor, start)].append(value)
        for area in run.paths[sensor]:
            cells[(metric, "area", area, start)].append(value)
    return {key: statistics(values) for key, values in cells.items()}


def judge_windows(run, standing, faults, figures):
    found = defaultdict(dict)
    for window in run.lines("found-windows.ndjson"):
        key = identity(window)
        if key in found[window["span"]]:
            faults.add("window twice", str(key))
        found[window["span"]][key] = window
    spans = run.meta["spans"]
    for span in SPANS:
        if span not in spans:
            continue
        expected = expected_windows(run, standing, span)
        if span != "1m":
            # A longer one is there once it has ended; until then it may be.
            now = run.meta["asked"] - run.meta["lateness"] - 5_000
            expected = {
                key: window
                for key, window in expected.items()
                if key in found[span] or end_of(key[3], span) <= now
            }
        compare(span, expected, found[span], faults)
        figures[f"windows {span}"] = len(expected)
    figures["windows corrected"] = sum(1 for windows in found.values() for w in windows.values() if w["revision"] > 0)


def end_of(start, span):
    return start + SPANS[span]


def identity(window):
    kind = "sensor" if window.get("sensor") is not None else "area"
    return (window["metric"], kind, window[kind], millis(window["start"]))


def compare(span, expected, found, faults):
    for key in expected.keys() | found.keys():
        name = f"{span} {' '.join(str(part) for part in key)}"
        if key not in found:
            faults.add("window missing", f"{name}: count {expected[key]['count']}")
        elif key not in expected:
            faults.add("window of nothing", f"{name}: count {found[key]['count']}")
        else:
            what = ", ".join(unequal(span, expected[key], found[key]))
            if what:
                faults.add("window wrong", f"{name} revision {found[key]['revision']} epoch {found[key]['epoch']}: {what}")


def unequal(span, expected, found):
    if expected["count"] != found["count"]:
        yield f"count is {found['count']}, not {expected['count']}"
        return
    for figure in EXACT + SKETCHED:
        tolerance = 0.01 if span != "1m" and figure in SKETCHED else 1e-9
        if not math.isclose(expected[figure], found[figure], rel_tol=tolerance, abs_tol=1e-9):
            yield f"{figure} is {found[figure]!r}, not {expected[figure]!r}"


def expected_episodes(run):
    """By alarm sensor: the stretches [first too high, first low again) in event time that lasted for the hold time."""
    rule = run.meta["rule"]
    series = defaultdict(list)
    for reading, must in run.sent():
        if reading["sensor"].startswith("alarm-") and must:
            series[reading["sensor"]].append((reading["at"], reading["values"][rule["metric"]]))
    episodes = defaultdict(list)
    for sensor, values in series.items():
        since = None
        for at, value in sorted(values):
            if value > rule["above"]:
                since = at if since is None else since
                last = at
            elif since is not None:
                if last - since >= rule["holdSeconds"] * 1000:
                    episodes[sensor].append((since, at))
                since = None
        if since is not None and last - since >= rule["holdSeconds"] * 1000:
            episodes[sensor].append((since, math.inf))
    return episodes


def judge_alerts(run, faults, figures):
    rule = run.meta["rule"]
    found = defaultdict(list)
    ids = Counter()
    for alert in run.lines("found-alerts.ndjson"):
        ids[alert["id"]] += 1
        if alert["rule"] == rule["id"]:
            found[alert["sensor"]].append(alert)
    for alert, times in ids.items():
        if times > 1:
            faults.add("alert twice", alert)
    expected = expected_episodes(run)
    for sensor in expected.keys() | found.keys():
        # One that nobody has acknowledged comes back to life when its condition does: it is still the same alert.
        if len(found[sensor]) > 1:
            faults.add("alert with several ids", f"{sensor}: {[(a['id'], a['since'], a['state']) for a in found[sensor]]}")
        begun = [
            (change["what"], millis(change["at"]))
            for alert in found[sensor]
            for change in alert["history"]
            if change["what"] in ("raised", "resumed")
        ]
        for n, (since, until) in enumerate(expected[sensor]):
            of_it = [one for one in begun if since <= one[1] < until]
            begun = [one for one in begun if one not in of_it]
            name = f"{sensor} since {since}"
            if not of_it:
                faults.add("episode without alert", name)
            elif len(of_it) > 1:
                faults.add("episode told twice", f"{name}: {of_it}")
            if n == 0 and found[sensor] and millis(found[sensor][0]["since"]) != since:
                faults.add("alert dated wrongly", f"{name}: {found[sensor][0]['since']}")
        for one in begun:
            faults.add("alert of nothing", f"{sensor} {one}")
    figures["episodes"] = sum(len(of_it) for of_it in expected.values())
    figures["alerts"] = sum(len(of_it) for of_it in found.values())


def judge_accounts(run, faults, figures):
    looks = 0
    for line in run.lines("status.ndjson"):
        for stage, counts in line["stages"].items():
            looks += 1
            total = sum(counts[part] for part in ("accepted", "late", "duplicate", "rejected"))
            if total != counts["received"]:
                faults.add("account does not add up", f"{line['name']} {stage} at {line['time']}: {counts}")
    figures["accounts looked at"] = looks


# --- what stands on the log -----------------------------------------------------------------------------------------


def judge_log(run, faults, figures):
    judge_revisions(run, faults, figures)
    judge_versions(run, faults, figures)
    judge_refusals(run, faults, figures)


CONTENT = ("count", "sum", "min", "max", "mean", "p50", "p95", "expected", "coverage")


def judge_revisions(run, faults, figures):
    """One (revision, epoch) of a window has one content, and is repeated only where the answer to an append was lost."""
    seen = {}
    repeats = Counter()
    newest = {}
    records = 0
    for record in run.lines("log-windows.ndjson"):
        window = record["value"]
        records += 1
        key = (window["span"], *identity(window))
        rank = (window["revision"], window["epoch"])
        content = tuple(window.get(figure) for figure in CONTENT)
        before = seen.setdefault((key, rank), content)
        if before is not content:
            if before == content:
                repeats[key[0]] += 1
            else:
                faults.add("one revision, two contents", f"{key} {rank}: {before} and {content}")
        if key not in newest or rank > newest[key][0]:
            newest[key] = (rank, content)
    for window in run.lines("found-windows.ndjson"):
        key = (window["span"], *identity(window))
        rank = (window["revision"], window["epoch"])
        if key not in newest:
            faults.add("window that was never on the log", str(key))
        elif rank != newest[key][0]:
            faults.add("window that is not the newest on the log", f"{key} {rank}, not {newest[key][0]}")
    again = sum(repeats.values())
    if again and not run.meta["answersMayBeLost"]:
        faults.add("revision published again although no answer was lost", f"{again} records")
    figures["window records on the log"] = records
    figures["window records repeated word for word"] = again


def judge_versions(run, faults, figures):
    seen = {}
    repeats = 0
    for record in run.lines("log-alerts.ndjson"):
        alert = record["value"]
        if alert is None:
            continue
        before = seen.setdefault((alert["id"], alert["version"]), alert)
        if before is alert:
            continue
        if {**before, "history": 0} == {**alert, "history": 0}:
            repeats += 1
        else:
            faults.add("one version of an alert, two contents", f"{before} and {alert}")
    figures["alert versions repeated"] = repeats


def judge_refusals(run, faults, figures):
    """Refused is what should be, with the code that it should have; each of it is on the log."""
    expected = {
        (reading["sensor"], reading["at"]): reading["bad"] for reading, must in run.sent() if "bad" in reading and must
    }
    told = run.refusals()
    kept = Counter()
    for record in run.lines("log-rejected.ndjson"):
        rejection = record["value"]
        kept[rejection["code"]] += 1
    codes = EXPECTED_REFUSALS | set(expected.values()) | set(run.meta["refusals"])
    for code in (told.keys() | kept.keys()) - codes:
        faults.add("refused without reason", f"{code}: {told[code]} told, {kept[code]} kept")
    for code, times in Counter(expected.values()).items():
        if kept[code] < times:
            faults.add("refusal not kept", f"{code}: {kept[code]} of {times}")
    figures["refused"] = dict(kept)


if __name__ == "__main__":
    sys.exit(main())
