// The server of the HTTP benchmark in a process of its own: asked over IPC, one question at a time.
import { type HttpHost, openHttpHost } from './lib/http-host.js';
import type { Question } from './lib/http-process.js';

const [directory = '.', hashing] = process.argv.slice(2);
const host = await openHttpHost(directory, hashing === 'hashed');

const answers: { readonly [Kind in Question['kind']]: (question: Extract<Question, { kind: Kind }>) => unknown } = {
  inProcess: ({ slice }) => host.inProcess(slice),
  hashes: ({ inFlight, ms }) => host.hashes(inFlight, ms),
  peakMiB: () => host.peakMiB(),
  close: () => close(host),
};

async function close(open: HttpHost): Promise<null> {
  await open.close();
  return null;
}

process.on('message', (question: Question) => {
  const answer = answers[question.kind] as (question: Question) => unknown;
  void Promise.resolve(answer(question)).then((result) => {
    process.send?.({ result });
    if (question.kind === 'close') process.disconnect();
  });
});
process.send?.({ port: host.port });
