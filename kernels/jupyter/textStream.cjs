/** @file The text that a cell prints, in order and in few messages. */
const { StringDecoder } = require("node:string_decoder");

// A cell may send this many messages at once, and as many again a second; what comes faster travels together.
const messagesPerSecond = 20;
const pauseMilliseconds = 50;

/**
 * Collects what a cell writes to "stdout" and "stderr".
 *
 * A few lines leave at once, so that they are seen before a long computation blocks the process; a flood is
 * gathered for 50 ms at a time, since front ends drop messages or stall when thousands come.
 *
 * @param send called with (name, text), name being "stdout" or "stderr"
 * @returns write(name, bytes) and flush()
 */
function textStream(send) {
  const decoders = { stdout: new StringDecoder("utf8"), stderr: new StringDecoder("utf8") };
  let waiting = { name: "stdout", text: "" };
  let timer;
  let credit = messagesPerSecond;
  let lastWrite = 0;

  function flush() {
    clearTimeout(timer);
    timer = undefined;
    const { name, text } = waiting;
    waiting = { name, text: "" };
    if (text) send(name, text);
  }

  function write(name, bytes) {
    if (waiting.name !== name) flush();
    waiting = {
      name,
      text: waiting.text + decoders[name].write(bytes),
    };
    const now = performance.now();
    credit = Math.min(messagesPerSecond, credit + ((now - lastWrite) / 1000) * messagesPerSecond);
    lastWrite = now;
    if (credit >= 1) {
      credit -= 1;
      flush();
    } else timer ??= setTimeout(flush, pauseMilliseconds);
  }

  return { write, flush };
}

module.exports = { textStream };
