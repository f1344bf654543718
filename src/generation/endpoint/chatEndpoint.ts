/** @file Any server with OpenAI's chat interface as a generator. */
import { chatMessages } from "../../text/prompts/prompt";
import { type EndpointGenerator, endpointGenerator } from "./endpointGenerator";
import type { EndpointSettings } from "./endpointSettings";
import { readChatAnswer } from "./readAnswer";

/**
 * Texts as answers to messages, each by one request to `chat/completions`; see `endpointGenerator`.
 *
 * Source:  documentation of OpenAI's API, "Create chat completion".
 * Differs: nothing is streamed; one choice a request.
 */
export function chatEndpoint(settings: EndpointSettings): EndpointGenerator {
  const { logProbs } = settings;
  return endpointGenerator(settings, {
    name: "chat",
    path: "chat/completions",
    body: (prompt) => ({
      messages: chatMessages(prompt).map(({ role, content }) => ({ role, content })),
      ...(logProbs && { logprobs: true }),
    }),
    read: readChatAnswer,
  });
}
