"""Verifies messages with the reference library of Standard Webhooks: pip install standardwebhooks"""
import json
import sys

import standardwebhooks

if sys.argv[1] == "--look":
    print("there")
    sys.exit()

with open(sys.argv[1], encoding="utf-8") as file:
    given = json.load(file)
webhook = standardwebhooks.Webhook(given["secret"])
for message in given["messages"]:
    headers = {
        "webhook-id": message["id"],
        "webhook-timestamp": message["timestamp"],
        "webhook-signature": message["signature"],
    }
    webhook.verify(message["body"], headers)
    try:
        webhook.verify(message["body"] + " ", headers)
        sys.exit("a changed message counts")
    except standardwebhooks.WebhookVerificationError:
        pass
print(f"verified {len(given['messages'])}")
