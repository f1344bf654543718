/** @file Requests one after the other, each between `busy` and `idle`, as front ends expect. */

/**
 * @param handle called with each request, awaited before the next
 * @param refuse called in place of `handle` for the requests that abort() set aside
 * @returns add(request); abort(), which sets aside the cells that wait now; both in the order of arrival
 */
function createRequestQueue(handle, refuse) {
  const waiting = [];
  const setAside = new Set();
  let working = false;

  async function work() {
    working = true;
    while (waiting.length) {
      const request = waiting.shift();
      await (setAside.delete(request) ? refuse(request) : handle(request));
    }
    working = false;
  }

  return {
    add(request) {
      waiting.push(request);
      if (!working) work();
    },
    /** Waits until everything that has reached the process is in the queue, then sets aside its cells. */
    async abort() {
      await nextLoopTurn();
      await nextLoopTurn();
      for (const request of waiting) if (request.type === "execute_request") setAside.add(request);
    },
  };
}

/** Between two of these the process reads its sockets once. */
function nextLoopTurn() {
  return new Promise((resolve) => setImmediate(resolve));
}

module.exports = { createRequestQueue };
