import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeSandbox, type Sandbox } from '../../../../src/adapters/sandbox/index.js';
import { makeUnsafePlainHasher } from '../../../../src/adapters/testing/plain-hasher.js';
import { instant } from '../../../../src/domain/kernel/instant.js';
import { openEmbedded } from '../../../../src/infrastructure/embedded.js';
import { openInMemory } from '../../../../src/infrastructure/in-memory.js';
import {
  freshDeployment,
  openInPlaces,
  type Opened,
  startWorld,
  type StorageName,
  type World,
  type WorldOptions,
} from './world.js';

/** One deployment that lives through several processes: the same data, the same people, one time. */
export interface House {
  readonly sandbox: Sandbox;
  /** A new process over the data. Close it before the next one is opened. */
  open(options?: WorldOptions): Promise<World>;
  /** A process that dies before anything in its background has happened: what it answered, and nothing else, is done. */
  openToDie(options?: WorldOptions): Promise<World>;
  /** Resolves once every notice of what was done is on its way and the outbox is empty; time passes meanwhile. */
  told(): Promise<void>;
  remove(): void;
}

export function makeHouse(storage: StorageName): House {
  const time = { ahead: 0 };
  const clock = { now: () => instant(Date.now() + time.ahead) };
  const sandbox = makeSandbox({ clock, baseUrl: 'http://portal.example', size: 60 });
  const { reopen, remove } = dataOf(storage, time, { clock, passwordHasher: makeUnsafePlainHasher() });
  let current: Opened | undefined;
  const open = async (options: WorldOptions = {}): Promise<World> => {
    const opened = (current = await reopen());
    return startWorld({ opened, time, people: sandbox, ...options });
  };
  const idle = async (): Promise<void> => undefined;
  return {
    sandbox,
    open,
    openToDie: (options) => open({ ...options, core: (core) => ({ ...core, start: idle, stop: idle }) }),
    async told() {
      if (current === undefined) throw new Error('no process is there to tell anything');
      const { eventStore, readModels, outbox } = current.storage;
      const head = await eventStore.head();
      for (let tries = 0; tries < 500; tries += 1) {
        if ((await readModels.checkpoint('notices', 0)) >= head && (await outbox.pending()) === 0) return;
        time.ahead += 1_000;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      throw new Error('the notices did not catch up');
    },
    remove,
  };
}

interface Data {
  /** The same data, as another process opens it. */
  reopen(): Promise<Opened>;
  remove(): void;
}

function dataOf(
  storage: StorageName,
  time: { readonly ahead: number },
  stores: Parameters<typeof openInMemory>[0],
): Data {
  if (storage === 'memory') {
    const kept = openInMemory(stores);
    return { reopen: async () => kept, remove: () => undefined };
  }
  if (storage === 'embedded') {
    const directory = mkdtempSync(join(tmpdir(), 'dinhdanh-house-'));
    return {
      reopen: async () => openEmbedded({ directory, durability: 'normal', ...stores }),
      remove: () => rmSync(directory, { recursive: true, force: true }),
    };
  }
  const travelled = { ahead: () => time.ahead, aged: 0 };
  let deployment: ReturnType<typeof freshDeployment> | undefined;
  return {
    reopen: async () => openInPlaces(await (deployment ??= freshDeployment()), stores ?? {}, travelled),
    remove: () => void deployment?.then((places) => places.remove()),
  };
}
