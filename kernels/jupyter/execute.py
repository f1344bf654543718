"""Executes notebooks with the project's kernel, cell by cell, and saves them so that a second run changes nothing.

usage: python kernels/jupyter/execute.py [--keep-files] NOTEBOOK...   (npm run notebooks calls it)

A notebook is saved with what it has also when a cell fails; with --keep-files it is left as it is. Exits with 1
if a cell failed or an output named a path of this machine, with 130 after Ctrl-C, which leaves the file alone.
"""

import argparse
import asyncio
import os
import signal
import sys
import time
from pathlib import Path

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
from notebook_file import KERNEL, ROOT, clean, machine_paths, read, write


class Failure(Exception):
    """What to tell when a notebook failed; its message names notebook and cell."""


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("notebooks", nargs="+", type=Path)
    arguments.add_argument("--keep-files", action="store_true")
    options = arguments.parse_args()
    began = time.monotonic()
    failures = []
    for file in options.notebooks:
        try:
            execute(file, save=not options.keep_files)
        except Failure as failure:
            failures.append(failure)
            say(f"{name_of(file)}  FAILED\n{failure}")
    total = len(options.notebooks)
    say(f"{total - len(failures)} of {total} notebooks ran clean ({time.monotonic() - began:.1f} s)")
    return 1 if failures else 0


def execute(file, save):
    """Runs one notebook from its first cell to its last; raises Failure at the first that fails."""
    try:
        notebook = read(file)
    except ValueError as error:
        raise Failure(str(error)) from error
    signals = []
    client = NotebookClient(
        notebook,
        kernel_name=KERNEL["name"],
        timeout=None,
        startup_timeout=120,
        iopub_timeout=600,
        record_timing=False,
        shutdown_kernel="immediate",
        on_notebook_start=stop_on_signal(signals),
        resources={"metadata": {"path": str(ROOT)}},
        **progress(file, notebook),
    )
    failures = []
    try:
        client.execute()
    except CellExecutionError:
        failures.append(describe_error(notebook))
    except DeadKernelError:
        # nbclient says so of a run that was cancelled, too.
        if signals:
            raise KeyboardInterrupt from None
        failures.append("the kernel died: see its last words above")
    clean(notebook)
    paths = machine_paths(notebook)
    if save and not paths:
        write(file, notebook)
    if failures + paths:
        raise Failure("\n".join(failures + paths))


def stop_on_signal(signals):
    """A hook that lets Ctrl-C end the run; nbclient's own handler would take its kernel away and stumble over that."""

    def hook(notebook):
        task = asyncio.current_task()

        def stop(name):
            signals.append(name)
            task.cancel()

        for name in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(name, stop, name)

    return hook


def progress(file, notebook):
    """Hooks that print a line for each code cell: at its end, and on a terminal also while it runs."""
    code = [index for index, cell in enumerate(notebook.cells) if cell.cell_type == "code"]
    began = {}

    def line(index, text):
        return f"{name_of(file)}  cell {code.index(index) + 1}/{len(code)}  {text}"

    def start(cell, cell_index):
        began[cell_index] = time.monotonic()
        if cell_index in code and sys.stdout.isatty():
            print(line(cell_index, "..."), end="\r", flush=True)

    def end(cell, cell_index, execute_reply):
        say(line(cell_index, f"{time.monotonic() - began[cell_index]:.1f} s"))

    return {"on_cell_start": start, "on_cell_executed": end}


def describe_error(notebook):
    """Name, message and traceback of the error that stopped a notebook, and the cell it is in."""
    for index, cell in enumerate(notebook.cells, 1):
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                return f"cell {index} ({cell.id})\n" + "\n".join(output.traceback)
    return "a cell failed without saying why"


def name_of(file):
    full = file.resolve()
    return str(full.relative_to(ROOT)) if full.is_relative_to(ROOT) else full.name


def say(text):
    clear = "\x1b[2K" if sys.stdout.isatty() else ""
    print(f"{clear}{text}", flush=True)


if __name__ == "__main__":
    try:
        status = main()
    except (KeyboardInterrupt, asyncio.CancelledError):
        say("stopped: the notebook that was running is left as it was")
        status = 130
    sys.stdout.flush()
    os._exit(status) if status == 130 else sys.exit(status)
