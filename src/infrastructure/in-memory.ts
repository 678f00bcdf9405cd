import { makeAltchaCaptcha } from '../adapters/crypto/altcha-captcha.js';
import { freshKeyringRecord, parseKeyring } from '../adapters/crypto/keyring.js';
import { systemClock } from '../adapters/crypto/system-clock.js';
import { MemoryChallenges } from '../adapters/memory/challenges.js';
import { createMemoryEvidenceStore } from '../adapters/memory/evidence-store.js';
import { createMemoryEventStore } from '../adapters/memory/event-store.js';
import { MemoryIdempotency } from '../adapters/memory/idempotency.js';
import { MemoryOutbox } from '../adapters/memory/outbox.js';
import { MemoryRateLimits } from '../adapters/memory/rate-limits.js';
import { createMemoryReadModels } from '../adapters/memory/read-models.js';
import { MemorySecretVault } from '../adapters/memory/secret-vault.js';
import { MemorySessions } from '../adapters/memory/sessions.js';
import { createMemorySnapshots } from '../adapters/memory/snapshots.js';
import { MemorySubjectKeys } from '../adapters/memory/subject-keys.js';
import type { Clock } from '../application/ports/clock.port.js';
import type { PasswordHasher } from '../application/ports/password-hasher.port.js';
import { type OpenedStorage, storageOver } from './storage.js';

export interface InMemoryOptions {
  readonly clock?: Clock;
  /** Default: argon2id. */
  readonly passwordHasher?: PasswordHasher;
}

/** The same ports with nothing behind them but this process: for tests, demos and trying things out. */
export function openInMemory({ clock = systemClock, passwordHasher }: InMemoryOptions = {}): OpenedStorage {
  const keyring = parseKeyring(JSON.stringify(freshKeyringRecord()));
  const rateLimits = new MemoryRateLimits();
  const stores = {
    eventStore: createMemoryEventStore({ clock }),
    snapshots: createMemorySnapshots(),
    readModels: createMemoryReadModels(),
    vault: new MemorySecretVault(),
    evidenceStore: createMemoryEvidenceStore(),
    challenges: new MemoryChallenges(),
    rateLimits,
    sessions: new MemorySessions(),
    idempotency: new MemoryIdempotency(),
    outbox: new MemoryOutbox(),
  };
  return {
    storage: storageOver(stores, { subjectKeys: new MemorySubjectKeys(), keyring, clock, passwordHasher }),
    captcha: () => makeAltchaCaptcha({ key: keyring.captchaKey, rateLimits, clock }),
    close: () => undefined,
  };
}
