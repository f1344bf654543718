/** @file The key of an endpoint: from the environment into one header, and nowhere else. */

/** A key that can be sent and be taken out of texts, but not be seen: it is in no property. */
export interface EndpointKey {
  readonly header: () => Record<string, string>;
  /** The text without the key, should a server repeat it. */
  readonly hideIn: (text: string) => string;
}

/**
 * The key in an environment variable; without a name no key is sent.
 *
 * @param address where it is sent to: over an encrypted connection, or to this machine
 * @throws RangeError, without the key, if the variable is not set or not a key, or the address is neither
 */
export function endpointKey(
  name: string | undefined,
  address: URL,
  environment: NodeJS.ProcessEnv,
): EndpointKey {
  if (name === undefined) return { header: () => ({}), hideIn: (text) => text };
  const key = environment[name]?.trim();
  if (!key)
    throw new RangeError(`endpointKey: environment variable ${name} is not set, expected the endpoint's key`);
  if (!/^[\x21-\x7e]{8,}$/.test(key)) {
    throw new RangeError(
      `endpointKey: environment variable ${name} is no key, expected 8 or more characters of ASCII`,
    );
  }
  if (address.protocol !== "https:" && !isThisMachine(address)) {
    throw new RangeError(`endpointKey: address is ${address.origin}, expected https where a key is sent`);
  }
  // In JSON a quotation mark or backslash of the key has another spelling.
  const spellings = [...new Set([key, JSON.stringify(key).slice(1, -1)])];
  return {
    header: () => ({ authorization: `Bearer ${key}` }),
    hideIn: (text) => spellings.reduce((rest, spelling) => rest.replaceAll(spelling, "[key]"), text),
  };
}

function isThisMachine({ hostname }: URL): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname);
}
