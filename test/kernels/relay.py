"""Starts the kernel and relays messages: commands as JSON lines on stdin, all that the kernel says on stdout.

Commands: {"send": type, "content": {...}, "channel": "shell" | "control"} answers {"sent": message id};
{"interrupt": true} sends the signal that JupyterLab's stop button sends;
{"wait": true} answers {"ended": exit status} when the kernel's process has ended, within 5 s; end of input shuts the kernel down.
"""

import json
import os
import sys
import threading
from jupyter_client.manager import KernelManager

printing = threading.Lock()


def say(thing):
    with printing:
        print(json.dumps(thing, default=str), flush=True)


def relay(client, channel):
    read = {
        "iopub": client.get_iopub_msg,
        "shell": client.get_shell_msg,
        "control": client.get_control_msg,
    }[channel]
    while True:
        message = read()
        say(
            {
                "channel": channel,
                "type": message["msg_type"],
                "parent": message["parent_header"].get("msg_id"),
                "content": message["content"],
            }
        )


manager = KernelManager(kernel_name=sys.argv[1])
manager.start_kernel(cwd=sys.argv[2])
client = manager.client()
client.start_channels()
client.wait_for_ready(timeout=60)
for name in ("iopub", "shell", "control"):
    threading.Thread(target=relay, args=(client, name), daemon=True).start()
say({"ready": True})

for line in sys.stdin:
    command = json.loads(line)
    if "interrupt" in command:
        manager.interrupt_kernel()
        continue
    if "wait" in command:
        say({"ended": manager.provisioner.process.wait(5)})
        continue
    message = client.session.msg(command["send"], command["content"])
    channel = client.control_channel if command["channel"] == "control" else client.shell_channel
    say({"sent": message["header"]["msg_id"]})
    channel.send(message)

manager.shutdown_kernel(now=True)
# The readers wait for messages that no longer come.
os._exit(0)
