/** @file A process that writes texts until it is done or killed: writer.ts ADDRESS LEDGER COUNT */
import { chatEndpoint } from "../../../src/generation/endpoint/chatEndpoint";
import { writeTexts } from "../../../src/generation/writeTexts";
import { requestsOf } from "../requests";

const [address, ledger, count] = process.argv.slice(2);
const seeds = Array.from({ length: Number(count) }, (_, at) => at);
const generator = chatEndpoint({
  address,
  model: "small",
  maxTokens: 9,
  concurrency: 6,
  pause: 1,
  attempts: 50,
  timeout: 400,
});
writeTexts(generator, requestsOf("Say it", seeds), { ledger }).catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
