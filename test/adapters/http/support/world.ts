import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeUnsafePlainHasher } from '../../../../src/adapters/testing/plain-hasher.js';
import { createServer, portOf } from '../../../../src/adapters/nest/index.js';
import type { HttpSettings } from '../../../../src/adapters/http/http-settings.js';
import type { RequestLine } from '../../../../src/adapters/http/request-log.js';
import { captchaOff } from '../../../../src/adapters/crypto/captcha-off.js';
import type { Sandbox } from '../../../../src/adapters/sandbox/index.js';
import { createDinhDanh, type DinhDanh } from '../../../../src/application/composition/create.js';
import type { Ports } from '../../../../src/application/composition/ports.js';
import { sandboxPolicy } from '../../../../src/application/policy/sandbox-policy.js';
import type { PasswordHasher } from '../../../../src/application/ports/password-hasher.port.js';
import type { PolicyBook } from '../../../../src/domain/policy/policy-book.js';
import { type Instant, instant } from '../../../../src/domain/kernel/instant.js';
import { type EmbeddedOptions, openEmbedded } from '../../../../src/infrastructure/embedded.js';
import { openInMemory } from '../../../../src/infrastructure/in-memory.js';
import { storageChecks } from '../../../../src/infrastructure/readiness.js';
import { makeSandboxCore, openSandbox } from '../../../../src/infrastructure/sandbox-core.js';
import { openSandboxDoor } from '../../../../src/infrastructure/sandbox-door.js';
import { startPeers } from '../../../../src/infrastructure/sandbox-peers.js';
import { readStaffToken } from '../../../../src/infrastructure/sandbox-staff.js';
import type { OpenedStorage } from '../../../../src/infrastructure/storage.js';
import { openProduction, type ProductionPlaces } from '../../../support/production/open.js';
import { ProductionServers } from '../../../support/production/servers.js';
import { inTestTime, type Travelled, travelling } from '../../../support/production/time-travel.js';
import {
  termsDigest,
  termsEdition,
  termsText,
  termsTitle,
} from '../../../../src/infrastructure/terms/sandbox-terms.js';
import type { Json } from './json.js';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
  readonly body: Json;
}

export interface Send {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly token?: string;
  /** Sent as it is, with no content type of its own. */
  readonly raw?: string;
}

export interface World {
  readonly core: DinhDanh;
  readonly sandbox: Sandbox;
  readonly lines: readonly RequestLine[];
  readonly failures: readonly unknown[];
  get(path: string, send?: Send): Promise<Answer>;
  post(path: string, body?: unknown, send?: Send): Promise<Answer>;
  delete(path: string, send?: Send): Promise<Answer>;
  /** Forwards the clock. */
  pass(milliseconds: number): void;
  now(): Instant;
  document(): unknown;
  close(): Promise<void>;
}

export type StorageName = 'memory' | 'embedded' | 'EventStoreDB + Redis';
export type Opened = Omit<OpenedStorage, 'close'> & { close(): void | Promise<void> };

export interface WorldOptions {
  /** `embedded`: over files of its own, `EventStoreDB + Redis`: over a deployment of its own; gone afterwards. */
  readonly storage?: StorageName;
  readonly opened?: Opened;
  readonly hasher?: PasswordHasher;
  readonly captcha?: 'on' | 'off';
  readonly http?: Partial<HttpSettings>;
  readonly core?: (core: DinhDanh) => DinhDanh;
  readonly sandbox?: false;
  readonly trustProxy?: string;
  /** In place of the edition that has everything open. */
  readonly policy?: PolicyBook;
  /** Wraps or replaces ports: to count, to fail, to watch. */
  readonly ports?: (ports: Ports) => Partial<Ports>;
  /** The people of a world before, with what they were sent. */
  readonly people?: Sandbox;
  /** How far ahead of the real time it is: shared by worlds that follow one another. */
  readonly time?: { ahead: number };
  /** SIM and SmartCA over their real protocols, on the loopback address. */
  readonly wire?: true;
  /** With `wire`: SmartCA tells when a transaction is over, over a socket. What takes it may be wrapped, and SmartCA be down. */
  readonly notices?: {
    readonly wrap?: (receiver: NoticeReceiver) => NoticeReceiver;
    readonly isSmartCaDown?: () => boolean;
  };
}

export type NoticeReceiver = NonNullable<HttpSettings['remoteSigningNotices']>;

/** The REST API over memory and the sandbox, called without a socket; time passes only when told to. */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const { time = { ahead: 0 } } = options;
  const clock = { now: () => instant(Date.now() + time.ahead) };
  const stores = { clock, passwordHasher: options.hasher ?? makeUnsafePlainHasher() };
  const opened = options.opened ?? (await open(options.storage ?? 'memory', stores, time));
  const lines: RequestLine[] = [];
  const failures: unknown[] = [];
  const onError = (error: unknown) => void failures.push(error);
  const { captcha = 'off', policy, ports } = options;
  const settings = { opened, people: 60, baseUrl: () => portal };
  const sandbox = options.people ?? openSandbox(settings);
  let socket: string | undefined;
  const { wrap = (receiver: NoticeReceiver) => receiver, ...smartCa } = options.notices ?? {};
  const noticesUrl = () => socket && `${socket}/v1/notices/smart-ca`;
  const peers =
    options.wire && (await startPeers({ ...settings, sandbox, clock: opened.storage.clock, noticesUrl, ...smartCa }));
  const made =
    policy === undefined && ports === undefined
      ? makeSandboxCore({ ...settings, sandbox, ...(peers !== undefined && { signing: peers }), captcha, onError })
      : makeCore(opened, options, sandbox, onError);
  const core = options.core?.(made.core) ?? made.core;
  const app = await createServer({
    module: {
      core,
      http: {
        terms: { title: termsTitle, text: termsText },
        checks: storageChecks(opened.storage),
        staff: readStaffToken,
        ...(options.sandbox !== false && {
          sandbox: openSandboxDoor(sandbox, peers === undefined ? {} : { hands: peers.hands }),
        }),
        ...(peers !== undefined && { remoteSigningNotices: wrap(peers.remoteSigningNotices) }),
        onError: (error) => failures.push(error),
        ...options.http,
      },
    },
    ...(options.trustProxy !== undefined && { trustProxy: options.trustProxy }),
    onRequest: (line) => lines.push(line),
  });
  if (options.notices !== undefined) {
    await app.listen(0, '127.0.0.1');
    socket = `http://127.0.0.1:${portOf(app)}`;
  } else await app.init();
  await app.getHttpAdapter().getInstance().ready();

  const call = async (method: 'GET' | 'POST' | 'DELETE', url: string, { body, headers, token, raw }: Send = {}) => {
    const answer = await app.inject({
      method,
      url,
      headers: { ...(token !== undefined && { authorization: `Bearer ${token}` }), ...headers },
      ...(raw !== undefined ? { payload: raw } : body !== undefined && { payload: body as object }),
    });
    const json = /json/.test(String(answer.headers['content-type']));
    return {
      status: answer.statusCode,
      headers: answer.headers as Readonly<Record<string, string | undefined>>,
      text: answer.body,
      body: json && answer.body !== '' ? JSON.parse(answer.body) : undefined,
    };
  };
  return {
    core,
    sandbox,
    lines,
    failures,
    get: (path, send) => call('GET', path, send),
    post: (path, body, send) => call('POST', path, { ...send, ...(body !== undefined && { body }) }),
    delete: (path, send) => call('DELETE', path, send),
    pass(milliseconds) {
      time.ahead += milliseconds;
    },
    now: () => clock.now(),
    document: async () => (await call('GET', '/docs-json')).body as unknown,
    async close() {
      await app.close();
      await peers?.close();
      await opened.close();
    },
  };
}

const portal = 'http://portal.example';

/** As the sandbox's own core, with what a story changes in it. */
function makeCore(
  { storage }: Opened,
  { policy = sandboxPolicy(), ports: change = () => ({}) }: WorldOptions,
  sandbox: Sandbox,
  onError: (error: unknown) => void,
): { readonly core: DinhDanh; readonly sandbox: Sandbox } {
  const ports: Ports = { ...storage, ...sandbox, captcha: captchaOff };
  const core = createDinhDanh(
    { ...ports, ...change(ports) },
    {
      policy,
      terms: { edition: termsEdition, digest: termsDigest },
      activationLink: `${portal}/activate?token={token}`,
      asker: 'dinhdanh-sandbox',
      outboxEveryMs: 20,
      onError,
    },
  );
  return { core, sandbox };
}

type Stores = Pick<EmbeddedOptions, 'clock' | 'passwordHasher'>;

/** Of one spec file, started with the first world that needs them. */
const servers = new ProductionServers();
afterAll(() => servers.stop());
export const freshDeployment = () => servers.deployment();

async function open(storage: StorageName, stores: Stores, time: { readonly ahead: number }): Promise<Opened> {
  if (storage === 'memory') return openInMemory(stores);
  if (storage === 'embedded') return openInFiles(stores);
  const places = await freshDeployment();
  const opened = await openInPlaces(places, stores, { ahead: () => time.ahead, aged: 0 });
  return {
    ...opened,
    async close() {
      await opened.close();
      places.remove();
    },
  };
}

/** A process over the servers, whose time goes with the test's. */
export const openInPlaces = (places: ProductionPlaces, stores: Stores, time: Travelled): Promise<Opened> =>
  openProduction(places, {
    ...stores,
    redis: (connection) => travelling(connection, places.redis.keyPrefix, time),
    challenges: inTestTime(time),
  });

function openInFiles(options: Stores): Opened {
  const directory = mkdtempSync(join(tmpdir(), 'dinhdanh-http-'));
  const opened = openEmbedded({ directory, durability: 'normal', ...options });
  return {
    ...opened,
    close() {
      opened.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
