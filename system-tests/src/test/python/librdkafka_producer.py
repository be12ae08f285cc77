"""Writes records with librdkafka and its default partitioner.

Arguments: bootstrap servers, topic. For each line of JSON on standard input (key, value in Base64, headers, partition
or null), one line on standard output: "stored" when the broker has the record, else the error. Ends with the input.
"""

import base64
import json
import sys

from confluent_kafka import KafkaException, Producer

bootstrap, topic = sys.argv[1:]
producer = Producer({"bootstrap.servers": bootstrap, "acks": "all", "delivery.timeout.ms": 10000, "linger.ms": 0})


def send(request):
    outcome = []
    place = {} if request["partition"] is None else {"partition": request["partition"]}
    producer.produce(
        topic,
        key=request["key"].encode(),
        value=base64.b64decode(request["value"]),
        headers={name: text.encode() for name, text in request["headers"].items()},
        on_delivery=lambda error, record: outcome.append(error),
        **place,
    )
    while not outcome:
        producer.poll(0.1)
    return "stored" if outcome[0] is None else str(outcome[0])


for line in sys.stdin:
    try:
        print(send(json.loads(line)), flush=True)
    except KafkaException as e:
        print(e, flush=True)
