/** @file Any server with OpenAI's completions interface as a generator. */
import { promptText } from "../../text/prompts/prompt";
import { type EndpointGenerator, endpointGenerator } from "./endpointGenerator";
import type { EndpointSettings } from "./endpointSettings";
import { readCompletionAnswer } from "./readAnswer";

/**
 * Texts that go on from a prompt, each by one request to `completions`; see `endpointGenerator`.
 *
 * Source:  documentation of OpenAI's API, "Create completion".
 * Differs: nothing is streamed; one choice a request.
 */
export function completionsEndpoint(settings: EndpointSettings): EndpointGenerator {
  const { logProbs } = settings;
  return endpointGenerator(settings, {
    name: "completions",
    path: "completions",
    body: (prompt) => ({ prompt: promptText(prompt), ...(logProbs && { logprobs: 1 }) }),
    read: readCompletionAnswer,
  });
}
