import { readConnectionString } from '../adapters/redis/address.js';
import { settingsOf as readPostgres } from '../adapters/postgres/options.js';
import { type StoreChoice, storeChoices, storePorts } from './store-choices.js';
import { storeProblems } from './store-mixes.js';
import {
  type ConfigProblem,
  type Flags,
  nonEmpty,
  oneOf,
  type Setting,
  setting,
  settingsReader,
  variableOf,
  wholeNumber,
} from './settings.js';

export type StoreServer = 'eventstoredb' | 'redis' | 'postgres';

export interface StoresConfig {
  readonly stores: StoreChoice;
  /** Whether other processes, perhaps on other machines, serve the same accounts. */
  readonly instances: 'one' | 'several';
  /** Where files of SQLite lie. */
  readonly data: string;
  /** The deployment's keys; `undefined`: made in `data` at the first start. */
  readonly keyring: string | undefined;
  /** Secret: they may hold passwords. Never printed. */
  readonly connections: Readonly<Record<StoreServer, string | undefined>>;
  /** In front of every stream and key, where a cluster or server is shared. */
  readonly prefix: string;
  readonly masterKey: MasterKeyPlace;
  readonly redisReplicas: number;
  readonly redisPersistence: 'checked' | 'asserted';
  readonly postgresSchema: string;
  readonly postgresPool: number;
  readonly leaseSeconds: number;
}

/** Where data keys are wrapped: under the key file's master key, or in Vault's transit engine. */
export type MasterKeyPlace =
  | { readonly kind: 'keyring' }
  | {
      readonly kind: 'vault';
      readonly address: string;
      readonly mount: string;
      readonly key: string;
      /** Read at every call, since tokens are renewed; `undefined`: an agent adds its own. */
      readonly tokenFile: string | undefined;
    };

export type StoresConfigRead =
  | { readonly ok: true; readonly config: StoresConfig }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/** As their adapters read them, so that a wrong one is told with everything else, before anything is opened. */
const connectionChecks: Readonly<Record<StoreServer, (text: string) => unknown>> = {
  eventstoredb: (text) => {
    if (!/^esdb(\+discover)?:\/\/[^\s/]+/u.test(text)) throw new Error('not of the form esdb://… or esdb+discover://…');
  },
  redis: readConnectionString,
  postgres: (connectionString) => readPostgres({ connectionString }),
};

const servers = Object.keys(connectionChecks) as readonly StoreServer[];

const choice = <T extends string>(name: string, among: readonly [T, ...T[]]) =>
  setting<T>({
    name,
    fallback: among[0],
    read: oneOf(among),
    vi: `phải là một trong: ${among.join(', ')}`,
    en: `has to be one of: ${among.join(', ')}`,
  });
const name = (which: string, fallback: string, form: RegExp) =>
  setting<string>({
    name: which,
    fallback,
    read: (text) => (form.test(text) ? text : undefined),
    vi: `phải có dạng ${form.source}`,
    en: `has to look like ${form.source}`,
  });
const number = (which: string, fallback: number, least: number, most: number) =>
  setting<number>({
    name: which,
    fallback,
    read: wholeNumber(least, most),
    vi: `phải là số từ ${least} đến ${most}`,
    en: `has to be a number from ${least} to ${most}`,
  });

const settings = {
  instances: choice('instances', ['one', 'several']),
  data: setting<string>({
    name: 'data',
    fallback: './.data',
    read: nonEmpty,
    vi: 'phải là đường dẫn tới một thư mục',
    en: 'has to be the path of a directory',
  }),
  keyring: setting<string | undefined>({
    name: 'keyring',
    fallback: undefined,
    read: nonEmpty,
    vi: 'phải là đường dẫn tới tệp khóa',
    en: 'has to be the path of the key file',
  }),
  masterKey: choice('masterKey', ['keyring', 'vault']),
  vaultAddress: setting<string>({
    name: 'vaultAddress',
    fallback: '',
    read: (text) => (/^https?:\/\/[^\s?#]+$/u.test(text) && URL.canParse(text) ? text : undefined),
    vi: 'phải là địa chỉ https (http chỉ tới chính máy này)',
    en: 'has to be an https address (http to this machine only)',
  }),
  vaultMount: name('vaultMount', 'transit', /^[A-Za-z0-9_][A-Za-z0-9_./-]*$/u),
  vaultKey: name('vaultKey', '', /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/u),
  vaultTokenFile: setting<string | undefined>({
    name: 'vaultTokenFile',
    fallback: undefined,
    read: nonEmpty,
    vi: 'phải là đường dẫn tới một tệp',
    en: 'has to be the path of a file',
  }),
  prefix: name('storePrefix', 'dinhdanh', /^[A-Za-z0-9-]{1,40}$/u),
  redisReplicas: number('redisReplicas', 0, 0, 9),
  redisPersistence: choice('redisPersistence', ['checked', 'asserted']),
  postgresSchema: name('postgresSchema', 'dinhdanh', /^[a-z_][a-z0-9_]{0,62}$/u),
  postgresPool: number('postgresPool', 10, 1, 1_000),
  leaseSeconds: number('leaseSeconds', 10, 1, 600),
};

/** The names of all settings here, so that others know them. */
export const storeSettingNames: readonly string[] = [
  ...storePorts,
  ...servers,
  ...Object.values(settings).map((one) => one.name),
];

/**
 * Reads where everything is kept. Everything that is wrong is named, not only the first; what may hold a password is never
 * repeated.
 */
export function readStoresConfig(flags: Flags, variables: Flags): StoresConfigRead {
  const { problems, given, read } = settingsReader(flags, variables);
  const stores = Object.fromEntries(
    storePorts.map((port) => [port, read(choice<string>(port, storeChoices[port]))]),
  ) as unknown as StoreChoice;
  const used = new Set<string>(Object.values(stores));
  const connections = Object.fromEntries(
    servers.map((server) => [server, given(server)]),
  ) as StoresConfig['connections'];
  for (const server of servers) if (used.has(server)) problems.push(...connectionProblems(server, connections[server]));
  const config: StoresConfig = {
    stores,
    instances: given('instances') === undefined && used.has('eventstoredb') ? 'several' : read(settings.instances),
    data: read(settings.data),
    keyring: read(settings.keyring),
    connections,
    prefix: read(settings.prefix),
    masterKey: masterKeyPlace(read),
    redisReplicas: read(settings.redisReplicas),
    redisPersistence: read(settings.redisPersistence),
    postgresSchema: read(settings.postgresSchema),
    postgresPool: read(settings.postgresPool),
    leaseSeconds: read(settings.leaseSeconds),
  };
  problems.push(...vaultProblems(config), ...storeProblems(config));
  return problems.length === 0 ? { ok: true, config } : { ok: false, problems };
}

function masterKeyPlace(read: <T>(one: Setting<T>) => T): MasterKeyPlace {
  const place = {
    address: read(settings.vaultAddress),
    mount: read(settings.vaultMount),
    key: read(settings.vaultKey),
    tokenFile: read(settings.vaultTokenFile),
  };
  return read(settings.masterKey) === 'vault' ? { kind: 'vault', ...place } : { kind: 'keyring' };
}

function vaultProblems({ masterKey }: StoresConfig): readonly ConfigProblem[] {
  if (masterKey.kind !== 'vault') return [];
  const missing = [
    ...(masterKey.address === '' ? ['vaultAddress'] : []),
    ...(masterKey.key === '' ? ['vaultKey'] : []),
  ];
  return missing.map((one) => ({
    setting: variableOf(one),
    given: '',
    vi: 'phải có, vì khóa chủ ở trong vault',
    en: 'has to be given, since the master key is in vault',
  }));
}

function connectionProblems(server: StoreServer, text: string | undefined): readonly ConfigProblem[] {
  if (text === undefined || text === '')
    return [
      {
        setting: variableOf(server),
        given: '',
        vi: `phải là chuỗi kết nối, vì có cổng lưu trữ dùng ${server}`,
        en: `has to be a connection string, since a store uses ${server}`,
      },
    ];
  try {
    connectionChecks[server](text);
    return [];
  } catch (error) {
    const { message } = error as Error;
    return [
      {
        setting: variableOf(server),
        given: '…',
        vi: `không dùng được (${message})`,
        en: `cannot be used (${message})`,
      },
    ];
  }
}

/** Servers that some store uses. */
export const serversOf = ({ stores }: Pick<StoresConfig, 'stores'>): readonly StoreServer[] => {
  const used = new Set<string>(Object.values(stores));
  return servers.filter((server) => used.has(server));
};
