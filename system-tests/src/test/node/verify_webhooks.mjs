// Verifies messages with the reference library of Standard Webhooks: npm install standardwebhooks, here or with NODE_PATH.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { Webhook } = createRequire(import.meta.url)("standardwebhooks");

if (process.argv[2] === "--look") {
  console.log("there");
} else {
  const given = JSON.parse(readFileSync(process.argv[2], "utf8"));
  const webhook = new Webhook(given.secret);
  for (const message of given.messages) {
    const headers = {
      "webhook-id": message.id,
      "webhook-timestamp": message.timestamp,
      "webhook-signature": message.signature,
    };
    webhook.verify(message.body, headers);
    let counts = true;
    try {
      webhook.verify(message.body + " ", headers);
    } catch {
      counts = false;
    }
    if (counts) {
      throw new Error("a changed message counts");
    }
  }
  console.log(`verified ${given.messages.length}`);
}
