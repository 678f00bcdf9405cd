import type { SecretVault } from '../../application/ports/secret-vault.port.js';

/** Secrets of one process; gone with it. */
export class MemorySecretVault implements SecretVault {
  readonly #secrets = new Map<string, { readonly owner: string; readonly secret: string }>();

  async put(id: string, owner: string, secret: string): Promise<void> {
    this.#secrets.set(id, { owner, secret });
  }

  async find(id: string): Promise<string | undefined> {
    return this.#secrets.get(id)?.secret;
  }

  async delete(id: string): Promise<void> {
    this.#secrets.delete(id);
  }

  async deleteOwner(owner: string): Promise<void> {
    for (const [id, held] of this.#secrets) if (held.owner === owner) this.#secrets.delete(id);
  }
}

/** Password hashes in this process's memory. */
export const createMemorySecretVault = (): SecretVault => new MemorySecretVault();
