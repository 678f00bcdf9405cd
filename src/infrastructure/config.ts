import { isIP } from 'node:net';
import { type LogLevel, logLevels } from '../adapters/pino/log.js';
import {
  type ConfigProblem,
  type Flags,
  nonEmpty,
  oneOf,
  setting,
  settingsReader,
  variableOf,
  wholeNumber,
} from './settings.js';
import { counterpartySettingNames } from './counterparties-config.js';
import { storeSettingNames } from './stores-config.js';

/** Everything `dinhdanh serve` can be told. */
export interface ServeConfig {
  readonly host: string;
  /** `given` false: the default, from which serving may step aside when it is taken. */
  readonly port: { readonly number: number; readonly given: boolean };
  readonly data: string;
  readonly logLevel: LogLevel;
  readonly captcha: 'on' | 'off';
  /** Addresses or networks of proxies in front, comma-separated; `false`: none. */
  readonly trustProxy: string | false;
  /** Where people reach this server, when that is not where it listens. */
  readonly publicUrl: string | undefined;
  /** Where the sandbox's VNeID and SmartCA may send people back to, exactly; none: this machine and this server. */
  readonly redirectUris: readonly string[];
  readonly seed: string;
  readonly people: number;
  readonly peopleCsv: string | undefined;
  readonly organisationsCsv: string | undefined;
}

export type ConfigRead =
  | { readonly ok: true; readonly config: ServeConfig }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

const isProxy = (text: string): boolean => {
  const [address = '', prefix, ...rest] = text.split('/');
  const bits = isIP(address) === 4 ? 32 : 128;
  return isIP(address) > 0 && rest.length === 0 && (prefix === undefined || wholeNumber(0, bits)(prefix) !== undefined);
};
const readProxies = (text: string): string | false | undefined => {
  if (text === 'off') return false;
  return text.split(',').every((one) => isProxy(one.trim())) ? text : undefined;
};
const readUrl = (text: string): string | undefined => {
  if (!URL.canParse(text)) return undefined;
  const { protocol, search, hash, href } = new URL(text);
  return /^https?:$/.test(protocol) && search === '' && hash === '' ? href.replace(/\/$/, '') : undefined;
};
const readUris = (text: string): readonly string[] | undefined => {
  const uris = text.split(',').map((one) => one.trim());
  const isRight = (one: string): boolean => /^https?:\/\/[^#]+$/.test(one) && URL.canParse(one);
  return uris.every(isRight) ? uris : undefined;
};

const settings = {
  host: setting<string>({
    name: 'host',
    fallback: '127.0.0.1',
    read: (text) => (/^[\w.:-]{1,255}$/.test(text) ? text : undefined),
    vi: 'phải là một địa chỉ mạng hoặc tên máy',
    en: 'has to be a network address or host name',
  }),
  port: setting<number>({
    name: 'port',
    fallback: 3000,
    read: wholeNumber(0, 65_535),
    vi: 'phải là số từ 0 đến 65535 (0: cổng trống bất kỳ)',
    en: 'has to be a number from 0 to 65535 (0: any free port)',
  }),
  data: setting<string>({
    name: 'data',
    fallback: './.data',
    read: nonEmpty,
    vi: 'phải là đường dẫn tới một thư mục',
    en: 'has to be the path of a directory',
  }),
  logLevel: setting<LogLevel>({
    name: 'logLevel',
    fallback: 'info',
    read: oneOf(logLevels),
    vi: `phải là một trong: ${logLevels.join(', ')}`,
    en: `has to be one of: ${logLevels.join(', ')}`,
  }),
  captcha: setting<'on' | 'off'>({
    name: 'captcha',
    fallback: 'off',
    read: oneOf(['on', 'off']),
    vi: 'phải là on hoặc off',
    en: 'has to be on or off',
  }),
  trustProxy: setting<string | false>({
    name: 'trustProxy',
    fallback: false,
    read: readProxies,
    vi: 'phải là off, hoặc địa chỉ hay dải mạng của các máy chủ trung gian, cách nhau bằng dấu phẩy',
    en: 'has to be off, or addresses or networks of proxies, separated by commas',
  }),
  publicUrl: setting<string | undefined>({
    name: 'publicUrl',
    fallback: undefined,
    read: readUrl,
    vi: 'phải là một địa chỉ http hoặc https, không có phần ? và #',
    en: 'has to be an http or https address without ? and #',
  }),
  redirectUris: setting<readonly string[]>({
    name: 'redirectUris',
    fallback: [],
    read: readUris,
    vi: 'phải là các địa chỉ http hoặc https, cách nhau bằng dấu phẩy, không có phần #',
    en: 'has to be http or https addresses without #, separated by commas',
  }),
  seed: setting<string>({
    name: 'seed',
    fallback: 'dinhdanh',
    read: nonEmpty,
    vi: 'không được để trống',
    en: 'must not be empty',
  }),
  people: setting<number>({
    name: 'people',
    fallback: 1_000,
    read: wholeNumber(50, 100_000),
    vi: 'phải là số từ 50 đến 100000',
    en: 'has to be a number from 50 to 100000',
  }),
  peopleCsv: setting<string | undefined>({
    name: 'peopleCsv',
    fallback: undefined,
    read: nonEmpty,
    vi: 'phải là đường dẫn tới một tệp CSV',
    en: 'has to be the path of a CSV file',
  }),
  organisationsCsv: setting<string | undefined>({
    name: 'organisationsCsv',
    fallback: undefined,
    read: nonEmpty,
    vi: 'phải là đường dẫn tới một tệp CSV',
    en: 'has to be the path of a CSV file',
  }),
};

/** Settings of stores and counterparties, and the file that holds settings; each has a reader of its own. */
const readElsewhere = [...storeSettingNames, ...counterpartySettingNames, 'config'];

/** Flags before variables before defaults; every wrong setting is named, not only the first. */
export function readConfig(flags: Flags, variables: Flags): ConfigRead {
  const { problems, given, read } = settingsReader(flags, variables);
  const known = new Set([...Object.values(settings).map(({ name }) => name), ...readElsewhere].map(variableOf));
  for (const [name, text = ''] of Object.entries(variables)) {
    if (!name.startsWith('DINHDANH_') || known.has(name)) continue;
    problems.push({ setting: name, given: text, vi: 'không phải là một thiết lập', en: 'is no setting' });
  }
  const config: ServeConfig = {
    host: read(settings.host),
    port: { number: read(settings.port), given: given('port') !== undefined },
    data: read(settings.data),
    logLevel: read(settings.logLevel),
    captcha: read(settings.captcha),
    trustProxy: read(settings.trustProxy),
    publicUrl: read(settings.publicUrl),
    redirectUris: read(settings.redirectUris),
    seed: read(settings.seed),
    people: read(settings.people),
    peopleCsv: read(settings.peopleCsv),
    organisationsCsv: read(settings.organisationsCsv),
  };
  return problems.length === 0 ? { ok: true, config } : { ok: false, problems };
}
