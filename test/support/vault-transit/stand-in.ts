import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export const TOKEN = 's.token-of-tests';

interface Body {
  readonly plaintext?: string;
  readonly ciphertext?: string;
  readonly associated_data?: string;
  readonly key_version?: number;
}

class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Answers like the transit engine of Vault, as its published interface says: reading a key, encrypting and decrypting with
 * AES-256-GCM, versions, and a lowest version that is still decrypted. Not made from a real server's answers.
 */
export class VaultTransitStandIn {
  /** What a test changes: the record of the key, and what goes wrong. */
  record: Record<string, unknown> = { type: 'aes256-gcm96', exportable: false, derived: false };
  ignoresAssociatedData = false;
  fault: 'none' | 'sealed' | 'silent' | 'nonsense' = 'none';
  /** Everything but bodies that came in. */
  readonly requests: { readonly method: string; readonly path: string; readonly token: string | undefined }[] = [];
  readonly #keys = new Map<number, Buffer>([[1, randomBytes(32)]]);
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  static async start(): Promise<VaultTransitStandIn> {
    const standIn = new VaultTransitStandIn();
    await new Promise<void>((resolve) => standIn.#server.listen(0, '127.0.0.1', resolve));
    return standIn;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  rotate(): void {
    this.#keys.set(this.#latest + 1, randomBytes(32));
  }

  /** As `trim` does: versions before are gone for good. */
  trim(lowest: number): void {
    for (const version of this.#keys.keys()) if (version < lowest) this.#keys.delete(version);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  get #latest(): number {
    return Math.max(...this.#keys.keys());
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const token = request.headers['x-vault-token'] as string | undefined;
    this.requests.push({ method: request.method ?? '', path: request.url ?? '', token });
    if (this.fault === 'silent') return;
    const send = (status: number, value: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(this.fault === 'nonsense' ? '<html>' : JSON.stringify(value));
    };
    try {
      if (this.fault === 'sealed') throw new Refusal(503, 'Vault is sealed');
      if (token !== TOKEN || request.headers['x-vault-request'] !== 'true') throw new Refusal(403, 'permission denied');
      send(200, { data: this.#act(`${request.method} ${request.url}`, body) });
    } catch (error) {
      send(error instanceof Refusal ? error.status : 500, { errors: [(error as Error).message] });
    }
  }

  #act(what: string, text: string): Record<string, unknown> {
    switch (what) {
      case 'GET /v1/transit/keys/people':
        return { name: 'people', latest_version: this.#latest, ...this.record };
      case 'POST /v1/transit/encrypt/people':
        return this.#encrypt(JSON.parse(text) as Body);
      case 'POST /v1/transit/decrypt/people':
        return this.#decrypt(JSON.parse(text) as Body);
      default:
        throw new Refusal(404, '');
    }
  }

  #encrypt({ plaintext = '', associated_data: associated = '', key_version: version = this.#latest }: Body) {
    const key = this.#keys.get(version);
    if (key === undefined) throw new Refusal(400, 'requested version for encryption is not available');
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', key, iv);
    if (!this.ignoresAssociatedData) cipher.setAAD(Buffer.from(associated, 'base64'));
    const box = [iv, cipher.update(plaintext, 'base64'), cipher.final(), cipher.getAuthTag()];
    return { ciphertext: `vault:v${version}:${Buffer.concat(box).toString('base64')}`, key_version: version };
  }

  #decrypt({ ciphertext = '', associated_data: associated = '' }: Body) {
    const [, version, box = ''] = /^vault:v(\d+):(.+)$/u.exec(ciphertext) ?? [];
    if (version === undefined) throw new Refusal(400, 'invalid ciphertext: no prefix');
    const key = this.#keys.get(Number(version));
    if (key === undefined) throw new Refusal(400, 'ciphertext or signature version is disallowed by policy (too old)');
    const bytes = Buffer.from(box, 'base64');
    if (bytes.length < 28) throw new Refusal(400, 'invalid ciphertext: too short');
    const cipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 });
    if (!this.ignoresAssociatedData) cipher.setAAD(Buffer.from(associated, 'base64'));
    cipher.setAuthTag(bytes.subarray(-16));
    try {
      const plain = Buffer.concat([cipher.update(bytes.subarray(12, -16)), cipher.final()]);
      return { plaintext: plain.toString('base64') };
    } catch {
      throw new Refusal(400, 'cipher: message authentication failed');
    }
  }
}
