/** @file Moved to src/text; removed at the end of the day. */
export { canonicalJson, type Json } from "../text/canonicalJson";
