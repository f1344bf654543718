"""Notebook files that say the same on every machine: read, clean of what is volatile, written whole."""

import re
from pathlib import Path

import nbformat
import nbformat.v4

ROOT = Path(__file__).resolve().parent.parent.parent
KERNEL = {"display_name": "TypeScript (synthclass)", "language": "typescript", "name": "tslab"}
# What depends on the front end or on the moment, and not on the notebook.
VOLATILE = {"execution", "ExecuteTime", "collapsed", "scrolled", "jupyter", "trusted"}
BINARY = {"image/png", "image/jpeg", "application/pdf"}


def read(file):
    """A notebook without outputs, whose cells have ids that stay: their own, or else one that their place gives."""
    try:
        notebook = nbformat.v4.reads(file.read_text("utf8"))
    except (OSError, ValueError) as error:
        raise ValueError(f"cannot be read: {error}") from error
    taken = set()
    for place, cell in enumerate(notebook.cells):
        if cell.get("id") in taken | {None}:
            cell["id"] = f"cell-{place + 1}"
        taken.add(cell["id"])
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    return notebook


def clean(notebook):
    """Takes out what another run, or another front end, would write differently."""
    language = notebook.metadata.get("language_info", {})
    notebook.metadata = nbformat.from_dict({"kernelspec": KERNEL, "language_info": dict(sorted(language.items()))})
    for cell in notebook.cells:
        if "outputs" in cell:
            cell.outputs = joined(cell.outputs)
        cell.metadata = nbformat.from_dict({key: cell.metadata[key] for key in cell.metadata if key not in VOLATILE})


def joined(outputs):
    """Text that was printed in a row as one output, however the kernel happened to cut it."""
    result = []
    for output in outputs:
        before = result[-1] if result else {}
        if output.output_type == "stream" and output.name == before.get("name"):
            before.text += output.text
        else:
            result.append(output)
    return result


def machine_paths(notebook):
    """Complaints about outputs with a path that other machines do not have."""
    complaints = []
    folders = {str(ROOT), str(Path.home())} - {"/"}
    path = re.compile(r"(?<![\w/.-])(?:" + "|".join(re.escape(folder) for folder in folders) + r")(?![\w.-])")
    for index, cell in enumerate(notebook.cells, 1):
        for output in cell.get("outputs", []):
            for found in set(path.findall("\n".join(texts(output)))):
                complaints.append(f"cell {index} ({cell.id}): an output has the path {found}, so nothing was saved")
    return complaints


def texts(value, key=None):
    """All strings in an output that a reader sees as text."""
    if isinstance(value, str):
        return [] if key in BINARY else [value]
    if isinstance(value, dict):
        return [text for key, part in value.items() for text in texts(part, key)]
    return [text for part in value for text in texts(part)] if isinstance(value, list) else []


def write(file, notebook):
    """Puts the notebook in place whole: a run that is cut off leaves the old one."""
    part = file.with_suffix(".ipynb.part")
    part.write_text(nbformat.writes(notebook) + "\n", "utf8")
    part.replace(file)
