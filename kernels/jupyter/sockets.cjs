/** @file The five ZeroMQ sockets of a kernel: shell, control, iopub, stdin, heartbeat. */
const { createRequire } = require("node:module");
const { decode, encode } = require("./wire.cjs");

// The copy of ZeroMQ that tslab brings.
const zmq = createRequire(require.resolve("tslab/package.json"))("zeromq");

/**
 * Binds the sockets that the connection file names.
 *
 * @param connection what Jupyter wrote into the connection file
 * @param receive called with each request on "shell" and "control"
 * @returns reply(request, type, content) to its sender, publish(request, type, content) to everybody
 */
async function openSockets(connection, receive) {
  const { key } = connection;
  const sockets = {
    shell: unbounded(new zmq.Router()),
    control: unbounded(new zmq.Router()),
    iopub: unbounded(new zmq.Publisher()),
    stdin: new zmq.Router(),
    hb: new zmq.Reply(),
  };
  for (const [name, socket] of Object.entries(sockets)) {
    await socket.bind(`${connection.transport}://${connection.ip}:${connection[`${name}_port`]}`);
  }
  const send = (channel, request, type, content) => {
    sockets[channel].send(encode(request, type, content, key)).catch(reportToTerminal);
  };
  for (const channel of ["shell", "control"]) {
    listen(sockets[channel], (frames) => receive({ channel, ...decode(frames, key) }));
  }
  listen(sockets.hb, (frames) => sockets.hb.send(frames));
  return {
    reply: (request, type, content) => send(request.channel, request, type, content),
    publish: (request, type, content) => send("iopub", request, type, content),
  };
}

/**
 * Lets a socket take any number of messages in one tick. By default the library goes asynchronous after 512
 * sends without a pause and refuses the ones that follow: their text, and the `idle` after it, would be lost.
 */
function unbounded(socket) {
  socket.sendTimeout = 0;
  socket.sendHighWaterMark = 0;
  return socket;
}

/** Hands over each message; one that cannot be read is reported and does not stop those that follow. */
async function listen(socket, handle) {
  for await (const frames of socket) {
    try {
      await handle(frames);
    } catch (error) {
      reportToTerminal(error);
    }
  }
}

function reportToTerminal(error) {
  require("node:fs").writeSync(2, `kernel: ${error.stack}\n`);
}

module.exports = { openSockets };
