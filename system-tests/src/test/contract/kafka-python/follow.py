"""Submits a job over Kafka and follows it to its end, with nothing of stylize but stylize.proto.

Usage: follow.py BOOTSTRAP JOB CONTENT STYLE [cancel] [json]

stylize_pb2 is what protoc makes of stylize.proto. With 'cancel' the job is cancelled as soon as it is in the queue. With
'json' the messages are sent in their JSON form. Prints the events, one a line, with the place of the pastiche or what is wrong.
"""

import sys
import time
import uuid

from confluent_kafka import Consumer, Producer
from google.protobuf.json_format import MessageToJson
from stylize_pb2 import Command, Event, Submission

ENDS = {"completed", "failed", "cancelled", "expired"}
PATIENCE_SECONDS = 240


def headers(kind: str, content_type: str) -> list[tuple[str, str]]:
    return [
        ("ce_specversion", "1.0"),
        ("ce_id", str(uuid.uuid4())),
        ("ce_source", "/example/python"),
        ("ce_type", f"org.stylize.{kind}.v1"),
        ("content-type", content_type),
    ]


def send(producer: Producer, job: str, kind: str, message, json: bool) -> None:
    refusals = []
    producer.produce(
        "stylize.submissions",
        key=job,
        value=MessageToJson(message) if json else message.SerializeToString(),
        headers=headers(kind, "application/json" if json else "application/protobuf"),
        on_delivery=lambda error, _: error and refusals.append(error),
    )
    if producer.flush(30) or refusals:
        sys.exit(f"the broker did not take the {kind}: {refusals}")


def main() -> None:
    bootstrap, job, content, style = sys.argv[1:5]
    cancels, json = "cancel" in sys.argv[5:], "json" in sys.argv[5:]
    consumer = Consumer(
        {
            "bootstrap.servers": bootstrap,
            "group.id": f"example-{uuid.uuid4()}",
            "auto.offset.reset": "earliest",
            "isolation.level": "read_committed",
        }
    )
    consumer.subscribe(["stylize.events"])
    producer = Producer({"bootstrap.servers": bootstrap, "acks": "all"})  # with librdkafka's own partitioner

    submission = Submission()
    submission.job.id = job
    submission.job.content.uri = content
    submission.job.styles.add().image.uri = style
    submission.job.preset.name = "fast"
    submission.job.preset.overrides_json = '{"longSidePixels": 64, "steps": 2}'
    send(producer, job, "submission", submission, json)

    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        record = consumer.poll(1.0)
        if record is None or record.error() or record.key() != job.encode():
            continue
        event = Event.FromString(record.value())
        kind = event.WhichOneof("what")
        news = {"completed": event.completed.completed.pastiche.uri, "failed": event.failed.problem.detail}
        print(event.sequence, kind, news.get(kind, ""), flush=True)
        if kind == "queued" and cancels:
            command = Command(job_id=job)
            command.cancel.SetInParent()
            send(producer, job, "command", command, json)
        if kind in ENDS:
            consumer.close()
            return
    sys.exit("the job did not end in time")


main()
