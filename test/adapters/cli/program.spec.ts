import { type Actions, runProgram } from '../../../src/adapters/cli/program.js';
import { type ExitCode, exitCodes } from '../../../src/adapters/cli/terminal.js';
import { recorder } from './support/recorder.js';

async function run(...words: readonly string[]) {
  const calls: unknown[] = [];
  const note =
    (name: string, code: ExitCode = exitCodes.done) =>
    async (...given: unknown[]) => {
      calls.push([name, ...given]);
      return code;
    };
  const actions: Actions = {
    serve: note('serve'),
    demo: note('demo', exitCodes.failed),
    auditReplay: note('replay', exitCodes.notFound),
    auditExplain: note('explain'),
    auditAbsorbed: note('absorbed'),
    auditJournal: note('journal'),
    auditRefused: note('refused'),
    listCases: note('cases'),
    projectionsStatus: note('status'),
    rebuildProjections: note('rebuild', exitCodes.unavailable),
    rotatePeppers: note('rotate'),
    auditEvidence: note('evidence'),
    sign: note('sign', exitCodes.refused),
    createKeys: note('keys'),
    sandboxAuthorities: note('authorities'),
  };
  const terminal = recorder();
  const code = await runProgram(words, '1.2.3', actions, terminal);
  return { code, calls, ...terminal.said };
}

describe('the command line', () => {
  it('hands flags to the command that is named', async () => {
    expect((await run('serve', '--port', '0', '--log-level', 'trace')).calls).toEqual([
      ['serve', { port: '0', logLevel: 'trace' }],
    ]);
    expect((await run('audit', 'replay', 'a1', '--as-of', '2026-11-21', '--format', 'json')).calls).toEqual([
      ['replay', 'a1', { asOf: '2026-11-21', format: 'json' }],
    ]);
    expect((await run('audit', 'explain', 'a1', '--level', '--data', 'd')).calls).toEqual([
      ['explain', 'a1', { level: true, data: 'd' }],
    ]);
    expect((await run('keys', 'create', 'keys.json')).calls).toEqual([['keys', 'keys.json']]);
    expect((await run('projections', 'rebuild', 'login-history')).calls).toEqual([['rebuild', 'login-history', {}]]);
    expect((await run('projections', 'rebuild')).calls).toEqual([['rebuild', undefined, {}]]);
    expect((await run('projections', 'status')).calls).toEqual([['status', {}]]);
    expect((await run('peppers', 'rotate', '--data', 'd')).calls).toEqual([['rotate', { data: 'd' }]]);
    expect((await run('cases', '--kind', 'act')).calls).toEqual([['cases', { kind: 'act' }]]);
    expect((await run('audit', 'refused', 'a1')).calls).toEqual([['refused', 'a1', {}]]);
    expect((await run('audit', 'journal', 'a1')).calls).toEqual([['journal', 'a1', {}]]);
    expect((await run('audit', 'absorbed', 'a1', '--format', 'json')).calls).toEqual([
      ['absorbed', 'a1', { format: 'json' }],
    ]);
    expect((await run('sign', '--pkcs11', 'm.so', '--pin-env', 'P', 'abc=')).calls).toEqual([
      ['sign', 'abc=', { pkcs11: 'm.so', pinEnv: 'P' }],
    ]);
    expect((await run('sign', '--pkcs11', 'm.so', '--list')).calls).toEqual([
      ['sign', undefined, { pkcs11: 'm.so', list: true }],
    ]);
    expect((await run('sandbox', 'ca', '--out', 'd')).calls).toEqual([['authorities', { out: 'd' }]]);
  });

  it('ends as the command ended', async () => {
    expect((await run('serve')).code).toBe(0);
    expect((await run('demo')).code).toBe(1);
    expect((await run('audit', 'replay', 'a1')).code).toBe(3);
    expect((await run('projections', 'rebuild')).code).toBe(4);
    expect((await run('sign', '--pkcs11', 'm.so', 'x')).code).toBe(5);
  });

  it.each([
    ['an unknown command', ['sevre']],
    ['an unknown flag', ['serve', '--prot', '1']],
    ['a flag without its value', ['serve', '--port']],
    ['no account', ['audit', 'replay']],
    ['too many words', ['demo', 'extra']],
    ['an explanation of nothing', ['audit', 'explain', 'a1']],
    ['half a command', ['audit']],
    ['a token without its module', ['sign', 'abc=']],
    ['authorities without a place', ['sandbox', 'ca']],
    ['no command', []],
  ])('says what is wrong with %s, and ends with 2', async (_what, words) => {
    const { code, calls, out, err } = await run(...words);
    expect([code, calls, out]).toEqual([exitCodes.usage, [], '']);
    expect(err).not.toBe('');
  });

  it('prints its version and explains itself on stdout', async () => {
    expect(await run('--version')).toMatchObject({ code: 0, out: '1.2.3\n', err: '' });
    const help = await run('help', 'serve');
    expect(help.code).toBe(0);
    expect(help.out).toContain('--public-url');
    expect((await run('version')).out).toBe('1.2.3\n');
  });
});
