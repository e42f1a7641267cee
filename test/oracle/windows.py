#!/usr/bin/env python3
"""The windows of published readings, computed once more by a program that shares nothing with the product.

  windows.py riotbench city-senml-1000.csv --shift-to 1795417200000 --ranges ranges.json --area thu-dau-mot --area binh-duong
  windows.py readings published.ndjson --areas areas.json > expected.ndjson
  windows.py compare expected.ndjson found.ndjson

What is accepted is said by arguments, never assumed:
  --ranges  {"dust": [0, 50000], "latitude": [-90, 90]}: a reading with a value outside is refused whole;
            `longitude` and `latitude` are judged too but make no window.
  --areas   {"sensor": ["area", "area above", ...]}: the path of each sensor. --area adds one above every sensor.

Of two values of one sensor, metric and instant the later in the file stands; where its `quality` is neither `ok` nor
`simulated`, none does. Percentiles interpolate linearly
between the closest ranks (Hyndman and Fan, type 7). Windows are half-open minutes in epoch milliseconds, or with
--span 1h or 1d the days of --zone and the hours that tile them from their start. Of windows of more than 64 values in
these longer spans p50 and p95 may differ by 1 % of the greater of the two values that they lie between.
"""

import argparse
import json
import math
import sys
from collections import defaultdict
from datetime import date, datetime, time, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

MINUTE = 60_000
HOUR = 60 * MINUTE
# What is promised of the percentiles of hours and days, and up to how many values they are exact.
SKETCH_SHARE = 0.01
SKETCH_ZERO = 1e-9
SKETCH_EXACT = 64
PLACE = ("longitude", "latitude")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, argument in (("riotbench", "csv"), ("readings", "ndjson")):
        command = commands.add_parser(name)
        command.add_argument("file", metavar=argument)
        command.add_argument("--ranges", help="JSON: metric to [least, greatest] accepted")
        command.add_argument("--areas", help="JSON: sensor to the areas that hold it")
        command.add_argument("--area", action="append", default=[], help="an area that holds every sensor")
        command.add_argument("--span", choices=("1m", "1h", "1d"), default="1m")
        command.add_argument("--zone", default="UTC", help="IANA zone of the days, and of the hours in them")
        command.add_argument("--until", type=float, default=math.inf, help="epoch ms: leave out what ends later")
        if name == "riotbench":
            command.add_argument("--shift-to", type=int, help="epoch ms at which the first message is put")
    command = commands.add_parser("compare")
    command.add_argument("expected")
    command.add_argument("found")
    command.add_argument("--tolerance", type=float, default=1e-9, help="relative; counts must be equal")
    command.add_argument("--show", type=int, default=10, help="how many differences are printed")
    arguments = parser.parse_args()
    if arguments.command == "compare":
        return compare(arguments)
    return compute(arguments)


# --- from readings to windows ---------------------------------------------------------------------------------------


def compute(arguments):
    ranges = from_json_file(arguments.ranges) if arguments.ranges else {}
    paths = from_json_file(arguments.areas) if arguments.areas else {}
    readings = list(from_riotbench(arguments) if arguments.command == "riotbench" else from_ndjson(arguments.file))
    accepted = [reading for reading in readings if within(ranges, reading)]

    values = {}
    for sensor, at, metrics, counts in accepted:
        for metric, value in metrics.items():
            if metric in PLACE:
                continue
            if counts:
                values[(sensor, metric, at)] = value
            else:
                values.pop((sensor, metric, at), None)

    cells = defaultdict(list)
    for (sensor, metric, at), value in values.items():
        start, end = span_of(arguments.span, arguments.zone, at)
        if end > arguments.until:
            continue
        cells[(metric, "sensor", sensor, start, end)].append(value)
        for area in dict.fromkeys([*paths.get(sensor, []), *arguments.area]):
            cells[(metric, "area", area, start, end)].append(value)

    for metric, kind, name, start, end in sorted(cells):
        window = {"metric": metric, kind: name, "span": arguments.span, "start": start, "end": end}
        print(json.dumps({**window, **statistics(cells[(metric, kind, name, start, end)])}))
    refused = len(readings) - len(accepted)
    print(f"{len(readings)} readings, {refused} refused, {len(cells)} windows", file=sys.stderr)
    return 0


def span_of(span, zone, at):
    if span == "1m":
        return at // MINUTE * MINUTE, at // MINUTE * MINUTE + MINUTE
    day = datetime.fromtimestamp(at / 1000, ZoneInfo(zone)).date()
    while midnight(zone, day + timedelta(days=1)) <= at:
        day += timedelta(days=1)
    start, end = midnight(zone, day), midnight(zone, day + timedelta(days=1))
    if span == "1d":
        return start, end
    hour = start + (at - start) // HOUR * HOUR
    return hour, min(hour + HOUR, end)


@lru_cache(maxsize=None)
def midnight(zone, day: date):
    """Where clocks jump over it, Python gives the instant of the jump."""
    return round(datetime.combine(day, time(), ZoneInfo(zone)).timestamp() * 1000)


def within(ranges, reading):
    metrics = reading[2]
    return all(low <= metrics[name] <= high for name, (low, high) in ranges.items() if name in metrics)


def statistics(values):
    values = sorted(values)
    total = math.fsum(values)
    return {
        "count": len(values),
        "sum": total,
        "min": values[0],
        "max": values[-1],
        "mean": total / len(values),
        "p50": percentile(values, 0.50),
        "p95": percentile(values, 0.95),
        "between": {"p50": neighbours(values, 0.50), "p95": neighbours(values, 0.95)},
    }


def percentile(ordered, share):
    position = (len(ordered) - 1) * share
    below = math.floor(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (position - below)


def neighbours(ordered, share):
    below = math.floor((len(ordered) - 1) * share)
    return [ordered[below], ordered[min(below + 1, len(ordered) - 1)]]


# --- the two kinds of file ------------------------------------------------------------------------------------------


def from_riotbench(arguments):
    """Each line: epoch ms, a comma, a draft-form SenML pack whose entry `source` names the sensor."""
    shift = None
    with open(arguments.file, encoding="utf-8") as lines:
        for line in lines:
            stamp, pack = line.rstrip("\n").split(",", 1)
            if shift is None:
                shift = 0 if arguments.shift_to is None else arguments.shift_to - int(stamp)
            entries = json.loads(pack)["e"]
            source = next(entry["sv"] for entry in entries if entry["n"] == "source")
            numbers = {entry["n"]: float(entry["v"]) for entry in entries if "v" in entry}
            yield source, int(stamp) + shift, numbers, True


def from_ndjson(path):
    """Each line a reading as it was published: {"sensor", "at", "values", "quality"?}; `at` epoch ms or ISO 8601."""
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                reading = json.loads(line)
                counts = reading.get("quality", "ok") in ("ok", "simulated")
                yield reading["sensor"], millis(reading["at"]), reading["values"], counts


def millis(instant):
    if isinstance(instant, (int, float)):
        return int(instant)
    moment = datetime.fromisoformat(instant.replace("Z", "+00:00"))
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=timezone.utc)
    return round(moment.timestamp() * 1000)


def from_json_file(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


# --- comparison -----------------------------------------------------------------------------------------------------

FIGURES = ("sum", "min", "max", "mean", "p50", "p95")


def compare(arguments):
    expected = windows_of(arguments.expected)
    found = windows_of(arguments.found)
    differences = []
    for key in sorted(expected.keys() | found.keys()):
        name = " ".join(str(part) for part in key)
        if key not in found:
            differences.append(f"missing: {name}")
        elif key not in expected:
            differences.append(f"not expected: {name} count {found[key]['count']}")
        else:
            differences.extend(f"{name}: {what}" for what in unequal(expected[key], found[key], arguments.tolerance))
    for difference in differences[: arguments.show]:
        print(difference)
    print(f"{len(expected)} expected, {len(found)} found, {len(differences)} differences", file=sys.stderr)
    return 1 if differences or not expected else 0


def windows_of(path):
    """By identity; of several revisions the greatest (revision, epoch) stands."""
    windows = {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if not line.strip():
                continue
            window = json.loads(line)
            kind = "sensor" if window.get("sensor") is not None else "area"
            span = window.get("span", "1m")
            key = (window["metric"], kind, window[kind], *([] if span == "1m" else [span]), millis(window["start"]))
            if key not in windows or rank(window) > rank(windows[key]):
                windows[key] = window
    return windows


def rank(window):
    return window.get("revision", 0), window.get("epoch", 0)


def unequal(expected, found, tolerance):
    if expected["count"] != found["count"]:
        yield f"count is {found['count']}, not {expected['count']}"
    for figure in FIGURES:
        least = 1e-12
        if figure in expected.get("between", {}) and expected["count"] > SKETCH_EXACT and expected["span"] != "1m":
            least = SKETCH_SHARE * max(abs(value) for value in expected["between"][figure]) + SKETCH_ZERO
        if not math.isclose(expected[figure], found[figure], rel_tol=tolerance, abs_tol=least):
            yield f"{figure} is {found[figure]!r}, not {expected[figure]!r}"


if __name__ == "__main__":
    sys.exit(main())
