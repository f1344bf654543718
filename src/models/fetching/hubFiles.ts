/**
 * @file What a model on the hub consists of.
 */
import type { HubSettings } from "./hubSettings";
import { wantedFiles } from "./wantedFiles";

/** A file of a model at one commit. */
export interface HubFile {
  path: string;
  bytes: number;
  /** Of large files; others have `gitBlob`. */
  sha256?: string;
  gitBlob?: string;
}

/** A model at one commit. */
export interface HubModel {
  name: string;
  commit: string;
  licence: string;
  /** Those that this project reads. */
  files: HubFile[];
}

/**
 * Asks the hub for the files of a model.
 *
 * @param revision a branch, tag or commit
 * @throws Error in one line if the hub does not answer, does not know the model, or has no weights in safetensors
 */
export async function hubFiles(name: string, revision: string, settings: HubSettings): Promise<HubModel> {
  const address = `${settings.endpoint}/api/models/${name}/revision/${encodeURIComponent(revision)}?blobs=true`;
  const answer = await ask(address, settings);
  const model = (await answer.json()) as HubAnswer;
  const wanted = wantedFiles(model.siblings.map(({ rfilename }) => rfilename));
  const files = model.siblings.filter(({ rfilename }) => wanted.includes(rfilename)).map(hubFile);
  if (!files.some(({ path }) => path.endsWith(".safetensors"))) {
    const weights = model.siblings
      .map(({ rfilename }) => rfilename)
      .filter((file) => /\.(bin|h5|msgpack)$/.test(file));
    throw new Error(
      `hubFiles: ${name} has ${weights.join(", ") || "no weights"}, expected model.safetensors`,
    );
  }
  const licence = model.cardData?.license ?? "not stated";
  return { name, commit: model.sha, licence: [licence].flat().join(", "), files };
}

/** The headers of a request; the token goes to the hub and to nobody else. */
export function hubHeaders({ token }: HubSettings): Record<string, string> {
  return { "user-agent": "synthclass", ...(token && { authorization: `Bearer ${token}` }) };
}

interface HubAnswer {
  sha: string;
  cardData?: { license?: string | string[] };
  siblings: { rfilename: string; size?: number; blobId?: string; lfs?: { sha256: string; size: number } }[];
}

async function ask(address: string, settings: HubSettings): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(address, { headers: hubHeaders(settings) });
  } catch (error) {
    const cause = (error as { cause?: Error }).cause ?? (error as Error);
    throw new Error(`hubFiles: ${settings.endpoint} does not answer (${cause.message}), see HF_ENDPOINT`);
  }
  if (answer.ok) return answer;
  const meaning =
    answer.status === 401 || answer.status === 403 ? ", expected a token in HF_TOKEN with access" : "";
  throw new Error(`hubFiles: ${address} answers ${answer.status}${meaning}`);
}

function hubFile({ rfilename, size, blobId, lfs }: HubAnswer["siblings"][number]): HubFile {
  return {
    path: rfilename,
    bytes: lfs?.size ?? size ?? 0,
    sha256: lfs?.sha256,
    gitBlob: lfs ? undefined : blobId,
  };
}
