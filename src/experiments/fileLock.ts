/** @file Moved to src/text; removed at the end of the day. */
export { type FileLock, lockFile } from "../text/fileLock";
