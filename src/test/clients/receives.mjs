// The receiver of the README takes what is signed with its secret, just now, and nothing else.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { isOurs } from "./build/receiver.js";

const key = Buffer.from("a secret of 24 octets at the least");
const secret = "whsec_" + key.toString("base64");
const body = Buffer.from('{"type":"article.published"}');

function headers(at = Date.now() / 1000) {
  const time = String(Math.floor(at));
  const signature = createHmac("sha256", key).update(`msg_1.${time}.`).update(body).digest("base64");
  return { "webhook-id": "msg_1", "webhook-timestamp": time, "webhook-signature": `v1,AAAA v1,${signature}` };
}

assert.equal(isOurs(headers(), body, secret), true);
assert.equal(isOurs(headers(), Buffer.from("{}"), secret), false);
assert.equal(isOurs(headers(Date.now() / 1000 - 360), body, secret), false);
assert.equal(isOurs(headers(), body, "whsec_" + Buffer.from("another").toString("base64")), false);
assert.equal(isOurs({}, body, secret), false);
