import { randomBytes } from 'node:crypto';
import type { MasterKey } from '../../application/ports/master-key.port.js';
import { Unavailable } from '../../application/ports/unavailable.js';
import { type Answer, VaultTransitClient, VaultTransitMisconfigured, type VaultTransitOptions } from './client.js';

export interface VaultTransitMasterKey extends MasterKey {
  /** Lets go of idle connections. */
  close(): void;
}

const PROBE_BYTES = 32;
const base64Form = /^[A-Za-z0-9+/]+={0,2}$/u;
/** The ones that authenticate what is not encrypted; with another one a data key could be moved to another subject. */
const types = new Set<unknown>(['aes128-gcm96', 'aes256-gcm96', 'chacha20-poly1305']);

/**
 * A master key that never leaves the transit engine of HashiCorp Vault, or of OpenBao, which speaks the same. The newest
 * version at opening is the current one until the process ends: after a rotation open again. Ids are `mount/key:v<version>`.
 * A context is bound as associated data; a server too old to know it would drop it without a word, so that is tried at
 * opening. Rejects with `VaultTransitMisconfigured` or `Unavailable`; `unwrap` with a plain error when Vault refuses the bytes.
 */
export async function openVaultTransitMasterKey(options: VaultTransitOptions): Promise<VaultTransitMasterKey> {
  const client = new VaultTransitClient(options);
  try {
    const version = currentVersion(await client.read());
    const masterKey = masterKeyOf(client, version);
    await checkContexts(masterKey);
    return masterKey;
  } catch (error) {
    client.close();
    throw error;
  }
}

function currentVersion(answer: Answer): number {
  if (answer.kind === 'refused')
    throw new VaultTransitMisconfigured(
      answer.status === 404
        ? 'there is no such mount or key'
        : `the key may not be read (HTTP status ${answer.status})`,
    );
  const { latest_version: version, type, exportable, derived, allow_plaintext_backup: backup } = answer.data;
  if (!Number.isSafeInteger(version)) throw new VaultTransitMisconfigured('what is read is no transit key');
  if (!types.has(type))
    throw new VaultTransitMisconfigured(`a key of one of the types ${[...types].join(', ')} is needed`);
  if (derived === true) throw new VaultTransitMisconfigured('the key is derived: keys of one form are enough here');
  if (exportable === true || backup === true)
    throw new VaultTransitMisconfigured('the key can be exported, so destroying it would prove nothing');
  return version as number;
}

function masterKeyOf(client: VaultTransitClient, version: number): VaultTransitMasterKey {
  const ids = `${client.mount}/${client.key}:v`;
  const currentId = `${ids}${version}`;
  return {
    currentId,
    async wrap(plain, context) {
      const answer = await client.encrypt({
        plaintext: base64(plain),
        associated_data: base64(Buffer.from(context)),
        key_version: version,
      });
      const ciphertext = textOf(answer, 'ciphertext');
      const prefix = `vault:v${version}:`;
      if (!ciphertext.startsWith(prefix)) throw new Unavailable('masterKey');
      return { masterKeyId: currentId, wrapped: bytesOf(ciphertext.slice(prefix.length)) };
    },
    async unwrap(masterKeyId, wrapped, context) {
      const of = masterKeyId.startsWith(ids) ? masterKeyId.slice(ids.length) : '';
      if (!/^[1-9]\d*$/u.test(of))
        throw new Error('A data key was wrapped under a master key that is not in this engine');
      if (wrapped.length === 0) throw new Error('A wrapped data key is empty');
      const answer = await client.decrypt({
        ciphertext: `vault:v${of}:${base64(wrapped)}`,
        associated_data: base64(Buffer.from(context)),
      });
      if (answer.kind === 'refused' && answer.status === 400)
        throw new Error('Vault refuses to unwrap a data key: it was changed, moved, or its master key is destroyed');
      return bytesOf(textOf(answer, 'plaintext'));
    },
    close: () => client.close(),
  };
}

async function checkContexts(masterKey: MasterKey): Promise<void> {
  const plain = randomBytes(PROBE_BYTES);
  const { masterKeyId, wrapped } = await masterKey.wrap(plain, 'one');
  if (!plain.equals(await masterKey.unwrap(masterKeyId, wrapped, 'one')))
    throw new VaultTransitMisconfigured('what is unwrapped is not what was wrapped');
  const isBound = await masterKey.unwrap(masterKeyId, wrapped, 'another').then(
    () => false,
    (error: unknown) => {
      if (error instanceof Unavailable) throw error;
      return true;
    },
  );
  if (!isBound) throw new VaultTransitMisconfigured('the server ignores associated data: a newer one is needed');
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

function bytesOf(text: string): Uint8Array {
  if (!base64Form.test(text)) throw new Unavailable('masterKey');
  return Uint8Array.from(Buffer.from(text, 'base64'));
}

/** A token that ran out, or a policy that changed: whoever asks later may be answered. */
function textOf(answer: Answer, field: string): string {
  if (answer.kind === 'refused')
    throw new Unavailable('masterKey', undefined, {
      cause: new Error(`Vault refused with HTTP status ${answer.status}`),
    });
  const text = answer.data[field];
  if (typeof text !== 'string') throw new Unavailable('masterKey');
  return text;
}
