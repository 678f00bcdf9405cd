import { join } from 'node:path';
import { createServer, portOf } from '../../../src/adapters/nest/index.js';
import { makeSandbox } from '../../../src/adapters/sandbox/index.js';
import { makeUnsafePlainHasher } from '../../../src/adapters/testing/plain-hasher.js';
import { createDinhDanh } from '../../../src/application/composition/create.js';
import { hours, milliseconds } from '../../../src/domain/kernel/instant.js';
import { sandboxEdition } from '../../../src/domain/policy/editions/sandbox.js';
import { makePolicyBook } from '../../../src/domain/policy/policy-book.js';
import { captchaOff, openEmbedded } from '../../../src/infrastructure/entries/sqlite.js';
import { openSandboxDoor } from '../../../src/infrastructure/sandbox-door.js';

// Serves as `npm start` does, with hashing that costs nothing, few people, and little patience with claims.
const [directory = '', patience = '1000', population = '2000'] = process.argv.slice(2);
const opened = openEmbedded({ directory, passwordHasher: makeUnsafePlainHasher() });
const { registration, otp } = sandboxEdition;
// Whoever is interrupted in every round needs more codes than five an hour.
const sends = { limit: 1_000, window: hours(1) };
const policy = makePolicyBook([
  {
    ...sandboxEdition,
    registration: { ...registration, claimPatience: milliseconds(Number(patience)) },
    otp: { ...otp, sendsPerPhone: { registration: sends, login: sends } },
  },
]);
if (!policy.ok) throw new Error(policy.refusal.code);
const sandbox = makeSandbox({ size: Number(population), inboxFile: join(directory, 'inbox.jsonl') });
const text = 'Điều khoản';
const core = createDinhDanh(
  { ...opened.storage, ...sandbox, captcha: captchaOff },
  {
    policy: policy.value,
    terms: { edition: 'kill', digest: opened.storage.digests.sha256(text) },
    activationLink: 'https://portal.example/{token}',
    asker: 'kill',
    onError: (error) => process.stderr.write(`${String(error)}\n`),
  },
);
const app = await createServer({
  module: {
    core,
    http: {
      terms: { title: text, text },
      sandbox: openSandboxDoor(sandbox),
      onError: (error) => process.stderr.write(`${String(error)}\n`),
    },
  },
});
await app.listen(0, '127.0.0.1');
process.stdout.write(`http://127.0.0.1:${portOf(app)}\n`);
