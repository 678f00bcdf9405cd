import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readProof } from '../../src/adapters/pki/proof/read-proof.js';
import { makeSoftToken, noSoftToken, type SoftToken } from '../adapters/pkcs11/support/soft-token.js';
import { holder } from '../adapters/pkcs11/support/token-holders.js';
import { root } from '../architecture/support/repository.js';
import { skipped } from '../support/skip.js';
import { typescript } from './support/child.js';
import { temporaryFolder } from './support/server.js';

const challenge = 'qL0uJf0aB3mYb7cVxJv0sZk2h1w9n8m7l6k5j4h3g2E=';
const origin = 'https://portal.example';

const program = [...typescript, join(root, 'src/infrastructure/main.ts'), 'sign'];

const suite = (token: SoftToken): void => {
  const folder = temporaryFolder();
  afterAll(() => folder.remove());

  /** As a process of its own; in a session of its own there is no terminal to ask at. */
  const sign = (input: string, ...words: readonly string[]) => {
    const options = {
      input,
      encoding: 'utf8' as const,
      env: { ...process.env, NODE_OPTIONS: '', SOFTHSM2_CONF: token.configuration, TOKEN_PIN: token.pin },
      timeout: 60_000,
      detached: true,
    };
    return spawnSync(process.execPath, [...program, '--pkcs11', token.module, ...words], options);
  };
  const whole = { challenge, origin };

  it('prints the body of the step, and shows the certificate beside it', () => {
    const { status, stdout, stderr } = sign('', '--pin-env', 'TOKEN_PIN', challenge);
    expect(status).toBe(0);
    const { kind, signature } = JSON.parse(stdout);
    expect(kind).toBe('signature');
    expect(readProof(signature, whole)).toMatchObject({ kind: 'read', format: 'cms', failures: [] });
    expect(stderr).toContain('NGUYỄN VĂN AN');
    expect(stdout + stderr).not.toContain(token.pin);
  });

  it('reads the challenge from the standard input and the PIN from a file', () => {
    const file = join(folder.path, 'pin');
    writeFileSync(file, `${token.pin}\n`);
    const flags = ['--challenge-file', '-', '--pin-file', file, '--format', 'web-eid', '--origin', origin];
    const { status, stdout } = sign(`${challenge}\n`, ...flags, '--print', 'signature');
    expect(status).toBe(0);
    expect(readProof(stdout, whole)).toMatchObject({ kind: 'read', format: 'web-eid', failures: [] });
  });

  it('asks for nothing where there is no terminal, and says what is missing', () => {
    const { status, stdout, stderr } = sign('', challenge);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('(token.pinNeeded)');
  });

  it('lists without a PIN', () => {
    const { status, stdout } = sign('', '--list');
    expect(status).toBe(0);
    expect(stdout).toContain('NGUYỄN VĂN AN');
  });

  it('says that a module is none', () => {
    const words = [...program, '--pkcs11', 'no-such.so', '--list'];
    const { status, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
    expect(status).toBe(2);
    expect(stderr).toContain('token.moduleUnreadable');
  });
};

describe('dinhdanh sign, as a process', () => {
  if (noSoftToken !== undefined) {
    skipped('signs with a token of SoftHSM2', noSoftToken);
    return;
  }
  const token = makeSoftToken('Người dùng');
  token.put(holder('NGUYỄN VĂN AN', 'p256'), { id: '01', label: 'Ký số' });
  afterAll(() => token.remove());
  suite(token);
});
