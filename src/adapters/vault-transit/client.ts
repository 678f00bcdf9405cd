import { Unavailable } from '../../application/ports/unavailable.js';
import type { OutboundTls } from '../outbound/endpoint.js';
import { readEndpoint } from '../outbound/endpoint.js';
import { Outbound, type OutboundReply } from '../outbound/outbound.js';

export interface VaultTransitOptions {
  /** `https://host[:port]`; http to this machine alone, where an agent of Vault's listens. */
  readonly address: string;
  /** Where the engine is mounted: `transit` by default. */
  readonly mount?: string;
  /** The name of the key in the engine: an AEAD key that cannot be exported. */
  readonly key: string;
  /** Asked at each call, since tokens are renewed; left out where an agent adds its own. */
  readonly token?: () => string | Promise<string>;
  /** Vault Enterprise's and OpenBao's. */
  readonly namespace?: string;
  readonly tls?: OutboundTls;
  /** How long one call may take before it counts as unanswered, in milliseconds. */
  readonly deadlineMs?: number;
}

/** A configuration that cannot work. The message never holds a token. */
export class VaultTransitMisconfigured extends Error {
  readonly code = 'vaultTransit.misconfigured';
  constructor(reason: string, options?: ErrorOptions) {
    super(`Vault transit: ${reason}`, options);
    this.name = 'VaultTransitMisconfigured';
  }
}

export type Answer =
  | { readonly kind: 'answered'; readonly data: Readonly<Record<string, unknown>> }
  /** Vault understood and said no; `status` is HTTP's. What it says is left unread: it may quote what was sent. */
  | { readonly kind: 'refused'; readonly status: number };

const port = 'masterKey';
const MAX_BYTES = 65_536;
const name = /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/u;
const path = /^[A-Za-z0-9_][A-Za-z0-9_./-]*[A-Za-z0-9_]$/u;
/** Sealed, standby without a leader, too many requests, an error of its own: a later answer may differ. */
const passing = (status: number): boolean => status >= 500 || status === 429 || status === 412;

/** Speaks to one key of the engine. Rejects with `Unavailable` when it gets no answer. */
export class VaultTransitClient {
  readonly mount: string;
  readonly key: string;
  readonly #address: URL;
  readonly #outbound: Outbound;

  /** Throws `VaultTransitMisconfigured`. */
  constructor(private readonly options: VaultTransitOptions) {
    const { address, mount = 'transit', key, tls, deadlineMs = 5_000 } = options;
    if (!path.test(mount) || !name.test(key))
      throw new VaultTransitMisconfigured(
        'a mount and a key are named by letters, digits, dots, dashes and underscores',
      );
    if (!Number.isSafeInteger(deadlineMs) || deadlineMs <= 0)
      throw new VaultTransitMisconfigured('a deadline is a whole number of milliseconds above 0');
    try {
      this.#address = readEndpoint('address', address);
      this.#outbound = new Outbound(tls);
    } catch (error) {
      throw new VaultTransitMisconfigured((error as Error).message);
    }
    this.mount = mount;
    this.key = key;
  }

  read(): Promise<Answer> {
    return this.#ask('GET', 'keys');
  }

  encrypt(body: { plaintext: string; associated_data: string; key_version: number }): Promise<Answer> {
    return this.#ask('POST', 'encrypt', body);
  }

  decrypt(body: { ciphertext: string; associated_data: string }): Promise<Answer> {
    return this.#ask('POST', 'decrypt', body);
  }

  close(): void {
    this.#outbound.close();
  }

  async #ask(method: 'GET' | 'POST', act: string, body?: object): Promise<Answer> {
    let reply: OutboundReply;
    try {
      const { token, namespace, deadlineMs = 5_000 } = this.options;
      reply = await this.#outbound.exchange(new URL(`/v1/${this.mount}/${act}/${this.key}`, this.#address), {
        method,
        headers: {
          'x-vault-request': 'true',
          'content-type': 'application/json',
          ...(token !== undefined && { 'x-vault-token': (await token()).trim() }),
          ...(namespace !== undefined && { 'x-vault-namespace': namespace }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        timeoutMs: deadlineMs,
        maxBytes: MAX_BYTES,
      });
    } catch (error) {
      throw new Unavailable(port, 1_000, { cause: error });
    }
    if (reply.status !== 200) {
      if (passing(reply.status) || reply.status < 400) throw unexpected(reply.status);
      return { kind: 'refused', status: reply.status };
    }
    const data = dataOf(reply.body);
    if (data === undefined) throw unexpected(reply.status);
    return { kind: 'answered', data };
  }
}

const unexpected = (status: number): Unavailable =>
  new Unavailable(port, 1_000, { cause: new Error(`Vault answered with HTTP status ${status}`) });

function dataOf(body: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    const { data } = JSON.parse(Buffer.from(body).toString('utf8')) as { readonly data?: unknown };
    return typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
