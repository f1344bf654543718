/** @file One cell while it runs: where its text, its displays and its abort signal are. */
const { completeData } = require("./displayBundle.cjs");
const { textStream } = require("./textStream.cjs");

/**
 * @param publish called with (type, content) for everything that front ends are to see
 */
function createCell(publish) {
  const controller = new AbortController();
  const text = textStream((name, text) => publish("stream", { name, text }));
  const publishInOrder = (type, content) => {
    text.flush();
    publish(type, content);
  };
  return {
    write: text.write,
    flush: text.flush,
    publish: publishInOrder,
    signal: controller.signal,
    abort: () => controller.abort(new DOMException("the cell was stopped", "AbortError")),
    /** Shows a bundle { data, metadata, transient: { display_id } }, or updates the one with the same display_id. */
    display({ data, metadata = {}, transient = {} }, update = false) {
      const content = { data: completeData(data), metadata, transient };
      publishInOrder(update ? "update_display_data" : "display_data", content);
    },
  };
}

module.exports = { createCell };
