/**
 * @file Jupyter's wire format: messages to ZeroMQ frames and back, signed.
 * Source: "Messaging in Jupyter", section "The Wire Protocol", protocol 5.3.
 */
const { createHmac, randomUUID, timingSafeEqual } = require("node:crypto");

const delimiter = Buffer.from("<IDS|MSG>");
const session = randomUUID();

/**
 * A message from its frames: [identity..., delimiter, signature, header, parent, metadata, content].
 * @throws Error if there is no delimiter or the signature is not ours
 */
function decode(frames, key) {
  const at = frames.findIndex((frame) => frame.equals(delimiter));
  if (at < 0) throw new Error("decode: message has no delimiter, expected <IDS|MSG>");
  const parts = frames.slice(at + 2, at + 6);
  if (key && !sameBytes(frames[at + 1], Buffer.from(sign(parts, key)))) {
    throw new Error("decode: message has a wrong signature, expected one made with the connection's key");
  }
  const [header, , , content] = parts.map((part) => JSON.parse(part.toString()));
  return { identities: frames.slice(0, at), header, type: header.msg_type, content };
}

/** The frames of an answer to `request`, addressed to whoever sent it. */
function encode(request, type, content, key) {
  const header = {
    msg_id: randomUUID(),
    session,
    username: "kernel",
    date: new Date().toISOString(),
    msg_type: type,
    version: "5.3",
  };
  const parts = [header, request.header, {}, content].map((part) => Buffer.from(JSON.stringify(part)));
  return [...request.identities, delimiter, key ? sign(parts, key) : "", ...parts];
}

function sign(parts, key) {
  const hash = createHmac("sha256", key);
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
}

function sameBytes(one, other) {
  return one.length === other.length && timingSafeEqual(one, other);
}

module.exports = { decode, encode };
