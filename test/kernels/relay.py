"""Starts the kernel and relays messages: commands as JSON lines on stdin, all that the kernel says on stdout.

Commands: {"send": type, "content": {...}, "channel": "shell" | "control"} answers {"sent": message id};
{"interrupt": true} sends the signal that JupyterLab's stop button sends;
{"wait": true} answers {"ended": exit status} when the kernel's process has ended, within 5 s; end of input shuts the kernel down.
"""

import json
import sys
import threading
from queue import Empty

from jupyter_client.manager import KernelManager

printing = threading.Lock()
ended = threading.Event()


def say(thing):
    with printing:
        print(json.dumps(thing, default=str), flush=True)


def relay(client, channel):
    read = {
        "iopub": client.get_iopub_msg,
        "shell": client.get_shell_msg,
        "control": client.get_control_msg,
    }[channel]
    while not ended.is_set():
        try:
            message = read(timeout=0.2)
        except Empty:
            continue
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
readers = [threading.Thread(target=relay, args=(client, name)) for name in ("iopub", "shell", "control")]
for reader in readers:
    reader.start()
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

ended.set()
for reader in readers:
    reader.join()
client.stop_channels()
manager.shutdown_kernel(now=True)
