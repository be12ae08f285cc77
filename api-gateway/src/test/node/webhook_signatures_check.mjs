// Compares signatures.csv, which webhook_signatures_golden.py has made, with the reference library for JavaScript:
//     npm install standardwebhooks@1.1.1 && node webhook_signatures_check.mjs ../resources/org/stylize/gateway/webhook/signatures.csv
import { readFileSync } from "node:fs";
import { Webhook } from "standardwebhooks";

const lines = readFileSync(process.argv[2], "utf8").trim().split("\n").slice(1);
for (const line of lines) {
  const [secret, id, seconds, body, expected] = line.split(",");
  const text = Buffer.from(body, "base64").toString("utf8");
  const found = new Webhook(secret).sign(id, new Date(Number(seconds) * 1000), text);
  if (found !== `v1,${expected}`) {
    throw new Error(`${id}: expected ${expected} but the library says ${found}`);
  }
}
console.log(`${lines.length} signatures are the same`);
