/**
 * @file `{ labels }` where an earlier cell declared `labels`. tslab finds earlier variables by writing `exports.labels`
 * for each of their names, but takes this one for the name of a property and leaves it, so that it is not defined.
 */

/** tslab's file of what earlier cells declared. */
const earlierCells = "__prev__.d.ts";

/**
 * The compiler's host with programs that spell such properties out, `{ labels: exports.labels }`, before tslab's turn.
 *
 * @param typescript the compiler
 */
function withShorthandProperties(typescript, host) {
  let told;
  return Object.defineProperty(host, "afterProgramCreate", {
    get: () => told,
    set(tell) {
      told = (builder) => {
        const { emit } = builder;
        builder.emit = (file, write, token, onlyTypes, transformers) =>
          emit(file, write, token, onlyTypes, {
            ...transformers,
            before: [spellOut(typescript, builder.getProgram().getTypeChecker())],
          });
        tell(builder);
      };
    },
  });
}

function spellOut(typescript, checker) {
  const { factory } = typescript;
  const spelledOut = (node) => {
    const name = node.name.text;
    const earlier = factory.createPropertyAccessExpression(factory.createIdentifier("exports"), name);
    const standard = node.objectAssignmentInitializer;
    const value = standard ? factory.createAssignment(earlier, standard) : earlier;
    return typescript.setTextRange(factory.createPropertyAssignment(name, value), node);
  };
  return (context) => {
    const visit = (node) =>
      typescript.isShorthandPropertyAssignment(node) && isOfEarlierCell(checker, node)
        ? spelledOut(node)
        : typescript.visitEachChild(node, visit, context);
    return visit;
  };
}

function isOfEarlierCell(checker, node) {
  const { declarations = [] } = checker.getShorthandAssignmentValueSymbol(node) ?? {};
  return declarations.some((one) => one.getSourceFile().fileName.endsWith(earlierCells));
}

module.exports = { withShorthandProperties };
