#!/usr/bin/env python3
"""Publishes readings with Eclipse Paho, a client that is not ours, and prints what came back as one JSON object.

  paho_publish.py --port 1883 --count 10            # QoS 0, 1 and 2 over MQTT 3.1.1 and 5.0
  paho_publish.py --port 1883 --qos 1 --version 5 --payload '{"sensor":"a","values":{"pm25":-4}}'

Output: {"runs": [{"version", "qos", "connected", "sent", "acknowledged", "reasons": {"Success": n}, "rejections": [...]}]}.
`acknowledged` counts completed publishes: written for QoS 0, PUBACK for 1, PUBCOMP for 2. Needs paho-mqtt 2.
"""

import argparse
import json
import sys
import threading
import time
from collections import Counter

try:
    import paho.mqtt.client as mqtt
except ImportError:
    print("paho-mqtt is not installed: pip install 'paho-mqtt>=2'", file=sys.stderr)
    sys.exit(77)

VERSIONS = {"3.1.1": mqtt.MQTTv311, "5": mqtt.MQTTv5}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--gateway", default="demo")
    parser.add_argument("--password", default="demo")
    parser.add_argument("--count", type=int, default=10)
    parser.add_argument("--qos", type=int, choices=(0, 1, 2), action="append")
    parser.add_argument("--version", choices=tuple(VERSIONS), action="append")
    parser.add_argument("--sensor", default="paho", help="beginning of the sensors' names")
    parser.add_argument("--metric", default="pm25")
    parser.add_argument("--payload", help="sent instead of generated readings")
    parser.add_argument("--within", type=float, default=10, help="seconds for each run")
    arguments = parser.parse_args()

    runs = [
        run(arguments, version, qos)
        for version in arguments.version or VERSIONS
        for qos in arguments.qos or (0, 1, 2)
    ]
    print(json.dumps({"runs": runs}, ensure_ascii=False))
    return 0 if all(one["acknowledged"] == one["sent"] > 0 for one in runs) else 1


def run(arguments, version, qos):
    root = f"toancanh/v1/{arguments.gateway}"
    client = mqtt.Client(
        mqtt.CallbackAPIVersion.VERSION2,
        client_id=f"paho-{version}-{qos}-{time.time_ns()}",
        protocol=VERSIONS[version],
    )
    client.username_pw_set(arguments.gateway, arguments.password)
    client.max_inflight_messages_set(100)

    answered, subscribed, complete = threading.Event(), threading.Event(), threading.Event()
    result = {"version": version, "qos": qos, "connected": None, "sent": 0, "acknowledged": 0}
    reasons, rejections = Counter(), []

    def on_connect(_client, _userdata, _flags, reason, _properties):
        result["connected"] = str(reason)
        answered.set()

    def on_publish(_client, _userdata, _mid, reason, _properties):
        reasons[str(reason)] += 1
        result["acknowledged"] += 1
        if result["acknowledged"] == arguments.count:
            complete.set()

    client.on_connect = on_connect
    client.on_publish = on_publish
    client.on_subscribe = lambda *_: subscribed.set()
    client.on_message = lambda _client, _userdata, message: rejections.append(json.loads(message.payload))

    try:
        client.connect(arguments.host, arguments.port, keepalive=30)
        client.loop_start()
        if answered.wait(arguments.within) and result["connected"] == "Success":
            client.subscribe(f"{root}/rejected", qos=1)
            subscribed.wait(arguments.within)
            begin = int(time.time() * 1000) - arguments.count
            for number in range(arguments.count):
                payload = arguments.payload or json.dumps(
                    {
                        "sensor": f"{arguments.sensor}-{version}-{qos}",
                        "at": begin + number,
                        "values": {arguments.metric: 10 + number % 40},
                    }
                )
                client.publish(f"{root}/readings", payload, qos=qos)
                result["sent"] += 1
            complete.wait(arguments.within)
            # A rejection leaves with the acknowledgement; give the one behind the other a moment.
            time.sleep(0.2)
    except OSError as error:
        result["connected"] = str(error)
    finally:
        client.disconnect()
        client.loop_stop()
    return {**result, "reasons": dict(reasons), "rejections": rejections}


if __name__ == "__main__":
    sys.exit(main())
