/** @file Runs cells one at a time with tslab's executor. */
const { createExecutor } = require("./tslab.cjs");

/**
 * @param root where imports of cells count from
 * @param compiler from createCompiler
 * @returns run(code, name), which resolves to the value of the last expression or throws what the cell threw;
 *   interrupt(), which leaves behind a cell that awaits; tslab's executor
 */
function createRunner(root, compiler) {
  let outcome = {};
  // tslab would print the value and the error: take both as they are instead.
  const take = {
    log: (value) => Object.assign(outcome, { value }),
    error: (error) => Object.assign(outcome, { error }),
  };
  const executor = createExecutor(root, compiler.converters, take);

  async function run(code, name) {
    outcome = {};
    compiler.nameCell(name);
    const before = { ...executor.locals };
    let done = false;
    try {
      done = await executor.execute(code);
    } finally {
      if (done) compiler.cellSucceeded();
      else compiler.cellFailed(givenNames(before, executor.locals));
    }
    if (!done) throw outcome.error;
    return outcome.value;
  }

  return { run, interrupt: executor.interrupt, executor };
}

/**
 * The names that a failed cell gave a value. A compiled cell begins by setting all that it declares to undefined;
 * what it did not get to is given its value from before again.
 */
function givenNames(before, variables) {
  const given = new Set();
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined && name in before) variables[name] = before[name];
    else if (value !== undefined && !Object.is(before[name], value)) given.add(name);
  }
  return given;
}

module.exports = { createRunner };
