/** @file What is known after a cell that failed: the variables that it had given a value before. */
const { typescript } = require("./tslab.cjs");

/**
 * tslab forgets all that a failed cell declared, so that a model would be lost to a slip in the line after its
 * training. The values are still there; so are their types, with this.
 *
 * @param before the declarations known before the cell
 * @param after those that would be known had it succeeded
 * @param given the names that the cell gave a value
 * @returns the declarations to go on with
 */
function keptDeclarations(before, after, given) {
  const known = statementsOf(before);
  const knownTexts = new Set(known.map(({ text }) => text));
  const dropped = statementsOf(after).filter(({ text, names }) => {
    return names.length > 0 && !knownTexts.has(text) && !names.some((name) => given.has(name));
  });
  const droppedNames = new Set(dropped.flatMap(({ names }) => names));
  const kept = statementsOf(after).filter(({ text }) => !dropped.some((one) => one.text === text));
  const restored = known.filter(({ names }) => names.some((name) => droppedNames.has(name)));
  return [...kept, ...restored].map(({ text }) => `${text}\n`).join("");
}

/** Each statement with the variables, classes and enums it declares: what has a value only once it has run. */
function statementsOf(declarations) {
  const file = typescript.createSourceFile(
    "declarations.d.ts",
    declarations,
    typescript.ScriptTarget.ES2022,
    true,
  );
  return file.statements.map((statement) => ({ text: statement.getText(file), names: namesOf(statement) }));
}

function namesOf(statement) {
  if (typescript.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map(({ name }) => name.getText());
  }
  const hasValue = typescript.isClassDeclaration(statement) || typescript.isEnumDeclaration(statement);
  return hasValue ? [statement.name.getText()] : [];
}

module.exports = { keptDeclarations };
