/** @file What to load again after a file of src was edited: the file, and every module that imports it. */
const path = require("node:path");

/** Follows which modules were compiled, so that an edit reaches all that import the edited file, however far. */
function editedModules() {
  const compiled = new Map();

  /**
   * tslab loads again only what it compiled again: the edited file. Its importers would keep the old one.
   *
   * @param outputs the modules that tslab compiled now: { path, data }[]
   * @returns the same and, where some had been compiled before, their importers as they were compiled then
   */
  function withDependents(outputs = []) {
    const stale = outputs.filter(({ path }) => compiled.has(path)).map(({ path }) => path);
    for (const { path, data } of outputs) compiled.set(path, data);
    const loading = new Set(outputs.map(({ path }) => path));
    for (const edited of stale) {
      for (const [file, data] of compiled) {
        if (loading.has(file) || !imports(file, data).includes(edited)) continue;
        loading.add(file);
        stale.push(file);
      }
    }
    return [...loading].map((file) => ({ path: file, data: compiled.get(file) }));
  }

  return { withDependents };
}

function imports(file, data) {
  const names = [...data.matchAll(/\brequire\("(\.[^"]+)"\)/g)].map(([, name]) => name);
  return names.map((name) => path.join(path.dirname(file), name.endsWith(".js") ? name : `${name}.js`));
}

module.exports = { editedModules };
