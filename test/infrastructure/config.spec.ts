import { readConfig } from '../../src/infrastructure/config.js';
import { describeProblems } from '../../src/infrastructure/settings.js';

const problemsOf = (flags: Record<string, string>, variables: Record<string, string> = {}) => {
  const read = readConfig(flags, variables);
  return read.ok ? [] : read.problems;
};

describe('the configuration of serve', () => {
  it('has defaults for everything', () => {
    expect(readConfig({}, {})).toEqual({
      ok: true,
      config: {
        host: '127.0.0.1',
        port: { number: 3000, given: false },
        data: './.data',
        logLevel: 'info',
        captcha: 'off',
        trustProxy: false,
        publicUrl: undefined,
        redirectUris: [],
        seed: 'dinhdanh',
        people: 1_000,
        peopleCsv: undefined,
        organisationsCsv: undefined,
      },
    });
  });

  it('takes flags before variables', () => {
    const read = readConfig(
      { port: '0', logLevel: 'trace' },
      {
        DINHDANH_REDIRECT_URIS: 'https://a.example/back, http://localhost:4000/b',
        DINHDANH_PORT: '8080',
        DINHDANH_HOST: '::1',
        DINHDANH_PUBLIC_URL: 'https://portal.example/',
        PATH: '/bin',
      },
    );
    expect(read).toMatchObject({
      ok: true,
      config: {
        port: { number: 0, given: true },
        host: '::1',
        logLevel: 'trace',
        publicUrl: 'https://portal.example',
        redirectUris: ['https://a.example/back', 'http://localhost:4000/b'],
      },
    });
  });

  it.each([
    ['port', '65536'],
    ['port', '-1'],
    ['port', '80a'],
    ['port', ''],
    ['host', 'a b'],
    ['data', ' '],
    ['logLevel', 'loud'],
    ['captcha', 'yes'],
    ['trustProxy', '10.0.0.0/33'],
    ['trustProxy', 'true'],
    ['publicUrl', 'portal.example'],
    ['publicUrl', 'ftp://portal.example'],
    ['publicUrl', 'https://portal.example/?a'],
    ['redirectUris', 'https://portal.example/back,portal'],
    ['redirectUris', ''],
    ['redirectUris', 'https://portal.example/#a'],
    ['people', '3'],
    ['seed', ''],
    ['peopleCsv', ''],
  ])('refuses --%s %s', (name, text) => {
    expect(problemsOf({ [name]: text })).toMatchObject([{ given: text }]);
  });

  it.each(['off', '10.0.0.1', '10.0.0.0/8, 192.168.0.1', '::1,fd00::/8'])('takes proxies %s', (text) => {
    expect(problemsOf({ trustProxy: text })).toEqual([]);
  });

  it('names every wrong setting, in both languages, as it was given', () => {
    const problems = problemsOf({ logLevel: 'loud' }, { DINHDANH_PORT: 'x', DINHDANH_PROT: '1' });
    expect(problems.map(({ setting }) => setting)).toEqual(['DINHDANH_PROT', 'DINHDANH_PORT', '--log-level']);
    const text = describeProblems(problems);
    expect(text).toContain('--log-level = "loud"');
    expect(text).toContain('phải là số từ 0 đến 65535');
    expect(text).toContain('has to be a number from 0 to 65535');
    expect(text).toContain('DINHDANH_PROT = "1"\n    không phải là một thiết lập.\n    is no setting.');
  });
});
