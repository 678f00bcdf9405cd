import { createHash, randomBytes } from 'node:crypto';
import type { PasswordHasher } from '../../application/ports/password-hasher.port.js';
import { normalisePassword } from '../../domain/values/password-rules.js';

const PREFIX = 'unsafe-for-tests-only';

/**
 * FOR TESTS ONLY: one round of SHA-256, so that a suite need not wait for argon2id. Whoever steals its hashes has the
 * passwords. Its hashes say so, and no real hasher accepts them.
 */
export function makeUnsafePlainHasher(): PasswordHasher {
  return {
    hash: async (password) => ({ kind: 'hashed', hash: encoded(randomBytes(8).toString('hex'), password) }),
    async verify(hash, password) {
      const [prefix, salt = ''] = hash.split('$');
      if (prefix !== PREFIX) throw new Error('Not a hash of the hasher for tests');
      return { kind: 'verified', correct: encoded(salt, password) === hash, outdated: false };
    },
    verifyNothing: async () => ({ kind: 'verified', correct: false, outdated: false }),
  };
}

const encoded = (salt: string, password: string): string =>
  `${PREFIX}$${salt}$${createHash('sha256')
    .update(`${salt}$${normalisePassword(password)}`)
    .digest('hex')}`;
