import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Challenges } from '../../application/ports/challenges.port.js';
import type { Clock } from '../../application/ports/clock.port.js';
import type { MasterKey } from '../../application/ports/master-key.port.js';
import { isUnavailable } from '../../application/ports/unavailable.js';
import type { Duration } from '../../domain/kernel/instant.js';
import type { Transactions } from './transactions.js';

/**
 * Transactions among the pending steps that all instances share. They hold phones, certificates and tokens, so they lie sealed
 * (AES-256-GCM, a key of its own each, wrapped by the master key); one that does not open is not there.
 */
export class SealedTransactions<T extends object> implements Transactions<T> {
  constructor(
    /** Keeps the transactions of two services apart, e.g. `mssp`. */
    private readonly name: string,
    private readonly challenges: Challenges,
    private readonly masterKey: MasterKey,
    private readonly clock: Clock,
  ) {}

  async find(transactionId: string): Promise<T | undefined> {
    const kept = await this.challenges.peek(this.keyOf(transactionId), this.clock.now());
    const { by, key, sealed } = (kept ?? {}) as Readonly<Record<string, unknown>>;
    if (typeof by !== 'string' || typeof key !== 'string' || typeof sealed !== 'string') return undefined;
    try {
      const dataKey = await this.masterKey.unwrap(by, Buffer.from(key, 'base64'), this.keyOf(transactionId));
      return JSON.parse(open(dataKey, Buffer.from(sealed, 'base64'), this.keyOf(transactionId))) as T;
    } catch (error) {
      if (isUnavailable(error)) throw error;
      return undefined;
    }
  }

  async keep(transactionId: string, transaction: T, life: Duration): Promise<void> {
    const dataKey = randomBytes(32);
    const { masterKeyId, wrapped } = await this.masterKey.wrap(dataKey, this.keyOf(transactionId));
    const value = {
      by: masterKeyId,
      key: Buffer.from(wrapped).toString('base64'),
      sealed: seal(dataKey, JSON.stringify(transaction), this.keyOf(transactionId)).toString('base64'),
    };
    await this.challenges.put(this.keyOf(transactionId), value, life, this.clock.now());
  }

  private keyOf(transactionId: string): string {
    return `${this.name}:${transactionId}`;
  }
}

const nonceLength = 12;
const tagLength = 16;

function seal(key: Uint8Array, text: string, context: string): Buffer {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context, 'utf8'));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

function open(key: Uint8Array, sealed: Buffer, context: string): string {
  const tagEnd = nonceLength + tagLength;
  const nonce = sealed.subarray(0, nonceLength);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength });
  decipher.setAAD(Buffer.from(context, 'utf8')).setAuthTag(sealed.subarray(nonceLength, tagEnd));
  return Buffer.concat([decipher.update(sealed.subarray(tagEnd)), decipher.final()]).toString('utf8');
}
