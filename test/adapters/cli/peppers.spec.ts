import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freshKeyringRecord, type KeyringRecord } from '../../../src/adapters/crypto/keyring.js';
import { rotatePeppers } from '../../../src/adapters/cli/pepper-command.js';
import { runProgram } from '../../../src/adapters/cli/program.js';
import { makeUnsafePlainHasher } from '../../../src/adapters/testing/plain-hasher.js';
import { openEmbedded } from '../../../src/infrastructure/embedded.js';
import { makeActions } from '../../../src/infrastructure/actions.js';
import { makeSandboxCore } from '../../../src/infrastructure/sandbox-core.js';
import { termsDigest, termsEdition } from '../../../src/infrastructure/terms/sandbox-terms.js';
import { caller, formOf, goodPassword } from '../../support/core-harness.js';
import { recorder } from './support/recorder.js';

describe('dinhdanh peppers rotate', () => {
  let directory = '';
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'dinhdanh-'));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  /** The service over the directory, as it is started anew after its key file was edited. */
  async function over<T>(run: (core: ReturnType<typeof makeSandboxCore>) => Promise<T>): Promise<T> {
    const opened = openEmbedded({ directory, passwordHasher: makeUnsafePlainHasher() });
    try {
      return await run(
        makeSandboxCore({
          opened,
          captcha: 'off',
          people: 1,
          baseUrl: () => 'http://portal.example',
          onError: (error) => {
            throw error;
          },
        }),
      );
    } finally {
      opened.close();
    }
  }
  const start = ({ core, sandbox }: ReturnType<typeof makeSandboxCore>) =>
    core.registrations.start(
      { ...formOf(sandbox.cast.an), consent: { edition: termsEdition, digest: termsDigest } },
      caller,
    );
  const edit = (change: (record: KeyringRecord) => KeyringRecord): void => {
    const path = join(directory, 'keyring.json');
    const record = JSON.parse(readFileSync(path, 'utf8')) as KeyringRecord;
    writeFileSync(path, JSON.stringify(change(record)), { mode: 0o600 });
  };
  const rotate = async () => {
    const terminal = recorder();
    const code = await runProgram(['peppers', 'rotate', '--data', directory], '1.0.0', makeActions(terminal), terminal);
    return { code, ...terminal.said };
  };

  it('lets an old pepper go, by its files alone', async () => {
    await over(async (made) => {
      const started = await start(made);
      if (started.kind !== 'accepted') throw new Error(started.code);
      const { registrationId } = started.value;
      const code = made.sandbox.inbox.latestCode(made.sandbox.cast.an.phones[0] as never) ?? '';
      await made.core.registrations.submit(registrationId, { kind: 'otp', code }, caller);
      const password = { kind: 'password', password: goodPassword, confirmation: goodPassword } as const;
      expect((await made.core.registrations.submit(registrationId, password, caller)).kind).toBe('accepted');
    });
    const [fresh] = freshKeyringRecord().peppers;
    if (fresh === undefined) throw new Error('no pepper');
    edit((record) => ({ ...record, peppers: [...record.peppers, { ...fresh, id: 'p2' }] }));
    const first = await rotate();
    expect([first.code, first.out]).toEqual([
      0,
      expect.stringContaining('1 được bổ sung khóa/renewed, 0 còn thiếu/left'),
    ]);
    expect(first.err).toContain('peppers: 100%');
    expect((await rotate()).out).toContain('0 được bổ sung khóa/renewed, 0 còn thiếu/left');
    edit((record) => ({ ...record, peppers: record.peppers.filter(({ id }) => id === 'p2') }));
    expect(await over(start)).toMatchObject({ kind: 'refused', code: 'registration.duplicate' });
  });

  it('says which accounts keep the old one in use, and ends with 1', async () => {
    const terminal = recorder();
    const progress = { position: 1, head: 2, accounts: 3, renewed: 1, left: 2 };
    const run = async (tell: (at: typeof progress) => void = () => undefined) => {
      tell(progress);
      tell(progress);
      return { ...progress, leftAccounts: ['account-1'] };
    };
    expect(await rotatePeppers({ run }, terminal)).toBe(1);
    expect(terminal.said.err.split('\n')).toEqual([
      'peppers: 50% (1/2), +1',
      expect.stringContaining('The old pepper has to stay'),
      '  account-1',
      '  … +1',
      '',
    ]);
  });
});
