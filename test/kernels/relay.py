"""Starts the kernel and relays messages: commands as JSON lines on stdin, all that the kernel says on stdout.

Commands: {"send": type, "content": {...}, "channel": "shell" | "control"} answers {"sent": message id};
{"interrupt": true} sends the signal that JupyterLab's stop button sends;
{"wait": true} answers {"ended": exit status} when the kernel's process has ended, within 5 s; end of input
shuts the kernel down. One thread does all, since a ZeroMQ socket must not be shared between threads.
"""

import json
import os
import sys

import zmq
from jupyter_client.manager import KernelManager

INPUT = sys.stdin.fileno()


def say(thing):
    print(json.dumps(thing, default=str), flush=True)


def relay(name, channel):
    message = channel.get_msg(timeout=0)
    parent = message["parent_header"].get("msg_id")
    say({"channel": name, "type": message["msg_type"], "parent": parent, "content": message["content"]})


def obey(command):
    if "interrupt" in command:
        manager.interrupt_kernel()
    elif "wait" in command:
        say({"ended": manager.provisioner.process.wait(5)})
    else:
        message = client.session.msg(command["send"], command["content"])
        say({"sent": message["header"]["msg_id"]})
        channels[command["channel"]].send(message)


manager = KernelManager(kernel_name=sys.argv[1])
manager.start_kernel(cwd=sys.argv[2])
client = manager.client()
client.start_channels()
client.wait_for_ready(timeout=60)
channels = {
    "iopub": client.iopub_channel,
    "shell": client.shell_channel,
    "control": client.control_channel,
}
poller = zmq.Poller()
poller.register(INPUT, zmq.POLLIN)
for channel in channels.values():
    poller.register(channel.socket, zmq.POLLIN)
say({"ready": True})

pending = b""
ended = False
while not ended:
    ready = dict(poller.poll())
    for name, channel in channels.items():
        if channel.socket in ready:
            relay(name, channel)
    if INPUT in ready:
        read = os.read(INPUT, 1 << 16)
        ended = read == b""
        *lines, pending = (pending + read).split(b"\n")
        for line in lines:
            obey(json.loads(line))

client.stop_channels()
manager.shutdown_kernel(now=True)
