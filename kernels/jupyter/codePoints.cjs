/** @file Cursor positions: Jupyter counts code points, JavaScript counts UTF-16 units. */

/** The JavaScript index of a Jupyter position. */
const toIndex = (code, position) => [...code].slice(0, position).join("").length;

/** The Jupyter position of a JavaScript index. */
const toPosition = (code, index) => [...code.slice(0, index)].length;

module.exports = { toIndex, toPosition };
