/**
 * @file Checksums of files, read piece by piece.
 */
import { createHash, type Hash } from "node:crypto";
import { createReadStream, statSync } from "node:fs";

/** The SHA-256 of a file, in hexadecimal. */
export function sha256(file: string): Promise<string> {
  return digest(createHash("sha256"), file);
}

/** The name that Git gives to a file's contents: the SHA-1 of a short header and the contents. */
export function gitBlobName(file: string): Promise<string> {
  return digest(createHash("sha1").update(`blob ${statSync(file).size}\0`), file);
}

async function digest(hash: Hash, file: string): Promise<string> {
  for await (const piece of createReadStream(file)) hash.update(piece);
  return hash.digest("hex");
}
