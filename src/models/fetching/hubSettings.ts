/**
 * @file The settings of the Hugging Face hub: the environment variables that its Python library reads.
 */
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** Where the hub is, who asks, and what is there already. */
export interface HubSettings {
  /** HF_ENDPOINT, without a slash at the end. */
  endpoint: string;
  /** HF_HUB_CACHE, or `hub` below HF_HOME. */
  cache: string;
  /** HF_TOKEN, or what `hf auth login` stored. Never printed. */
  token?: string;
  /** HF_HUB_OFFLINE: nothing is asked of the hub. */
  offline: boolean;
}

/** The settings in an environment. */
export function hubSettings(environment: NodeJS.ProcessEnv = process.env): HubSettings {
  const cacheHome = environment.XDG_CACHE_HOME || join(homedir(), ".cache");
  const home = environment.HF_HOME || join(cacheHome, "huggingface");
  return {
    endpoint: (environment.HF_ENDPOINT || "https://huggingface.co").replace(/\/+$/, ""),
    cache: environment.HF_HUB_CACHE || join(home, "hub"),
    token: environment.HF_TOKEN?.trim() || storedToken(environment.HF_TOKEN_PATH || join(home, "token")),
    offline: /^(1|on|yes|true)$/i.test(environment.HF_HUB_OFFLINE ?? ""),
  };
}

function storedToken(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, "utf8").trim() || undefined : undefined;
}
