"""Signatures of Standard Webhooks, as the reference library for Python makes them.

    pip install standardwebhooks==1.1.0
    python webhook_signatures_golden.py > ../resources/org/stylize/gateway/webhook/signatures.csv

webhook_signatures_check.mjs compares the same file with the reference library for JavaScript.
"""
import base64
import datetime

import standardwebhooks

BODIES = [
    "",
    "{}",
    '{"type":"stylize.completed","timestamp":"2026-11-30T12:00:00Z","data":{"steps":40}}',
    '{"description":"Gemälde · 絵画 · \U0001f3a8","quote":"\\"","line":"a\\nb"}',
    '{"long":"' + "x" * 5000 + '"}',
]

print("key,id,timestamp,body,signature")
for index, body in enumerate(BODIES):
    for length in (24, 32, 64):
        key = bytes((7 * index + 3 * i + length) % 256 for i in range(length))
        secret = "whsec_" + base64.b64encode(key).decode()
        message = f"msg_{index}_{length}"
        seconds = 1_700_000_000 + 86_400 * index
        time = datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)
        signature = standardwebhooks.Webhook(secret).sign(message, time, body)
        print(",".join([secret, message, str(seconds), base64.b64encode(body.encode()).decode(), signature.removeprefix("v1,")]))
