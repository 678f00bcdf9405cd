import { spawnSync } from 'node:child_process';
import { root } from '../architecture/support/repository.js';
import { tellStory } from '../../src/adapters/cli/demo/stories.js';
import type { DemoWorld } from '../../src/adapters/cli/demo/demo-world.js';
import { makeUnsafePlainHasher } from '../../src/adapters/testing/plain-hasher.js';
import { openInMemory } from '../../src/infrastructure/in-memory.js';
import { makeSandboxCore } from '../../src/infrastructure/sandbox-core.js';
import { recorder } from '../adapters/cli/support/recorder.js';
import { build, main } from './support/server.js';

describe('npm run demo', () => {
  it('tells the whole story in under 20 seconds, and ends with 0', () => {
    build();
    const started = performance.now();
    const { status, stdout, stderr } = spawnSync(process.execPath, [main, 'demo'], { cwd: root, encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
    expect(performance.now() - started).toBeLessThan(20_000);
    for (const part of [
      'Một chủ thể, một tài khoản'.toLowerCase(),
      'registration.duplicate → recoverPassword, counter, complaint',
      'registration.identityMismatch',
      'registration.linkInvalid',
      'login.invalidCredentials',
      'dinhdanh audit replay',
      'Registered.v1',
      'subscriberRegistry (personId ✓, name ✓, birthDate ✓)',
    ])
      expect(stdout).toContain(part);
    expect(stdout.match(/registration\.duplicate/g)).toHaveLength(4);
  });

  it.each([
    ['lost-phone', ['phone.subscriberMismatch → checkSubscription, counter', 'OtpPhoneChanged.v1']],
    ['merge', ['login.invalidCredentials', 'được gộp']],
    ['enterprise', ['registration.duplicate', 'certificate.expired', 'email.missing']],
  ])('tells the story %s in under 20 seconds, and ends with 0', (story, parts) => {
    const started = performance.now();
    const words = [main, 'demo', '--story', story];
    const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: root, encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
    expect(performance.now() - started).toBeLessThan(20_000);
    for (const part of parts) expect(stdout).toContain(part);
  });

  it('knows no other story', () => {
    const { status, stderr } = spawnSync(process.execPath, [main, 'demo', '--story', 'x'], {
      cwd: root,
      encoding: 'utf8',
    });
    expect([status, stderr.includes('--story registration')]).toEqual([2, true]);
  });

  it('ends with 1 where anything is not as told', async () => {
    const { core } = makeSandboxCore({
      opened: openInMemory({ passwordHasher: makeUnsafePlainHasher() }),
      captcha: 'off',
      people: 50,
      baseUrl: () => 'http://portal.example',
      onError: () => undefined,
    });
    const nobody = { name: '', personId: '', cmnd: '', birthDate: '', phone: '', email: '', socialInsuranceCode: '' };
    const world: DemoWorld = {
      core,
      caller: { address: '203.0.113.7', agent: 'test', channel: 'web', correlationId: 'test' },
      person: () => nobody,
      code: () => '',
      linkToken: () => '',
      atVneid: () => ({ kind: 'authorizationCode', code: '', state: '' }),
      sign: () => '',
      populationRegister: () => undefined,
    };
    const terminal = recorder();
    expect(await tellStory(world, terminal)).toBe(1);
    expect(terminal.said.err).toContain('expected to be accepted, was refused with form.invalid');
  });
});
