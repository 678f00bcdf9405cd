import { cka, ckf, cko, ckr, cku } from './cryptoki/constants.js';
import type { CkAttribute, CkMechanism, Cryptoki, Out } from './cryptoki/cryptoki.js';
import type { LoadedModule } from './cryptoki/load.js';
import { readWords, word } from './cryptoki/words.js';
import { check, TokenFailure } from './token-failure.js';

export type ObjectHandle = number;

/** Attributes to look for; a number is written as a CK_ULONG. */
export type Template = readonly (readonly [type: number, value: number | Uint8Array])[];

const longestAttribute = 1 << 20;
const objectsAtOnce = 64;

/** One session with a token. Close it: a session left open keeps the token logged in. */
export class TokenSession {
  private isLoggedIn = false;

  private constructor(
    private readonly cryptoki: Cryptoki,
    private readonly wordSize: number,
    private readonly handle: number,
  ) {}

  static open({ cryptoki, wordSize }: LoadedModule, slot: number): TokenSession {
    const session: Out = [0];
    check(cryptoki.C_OpenSession(slot, ckf.SERIAL_SESSION, null, null, session), 'C_OpenSession');
    return new TokenSession(cryptoki, wordSize, session[0]);
  }

  /** Without a PIN the token asks for it on its own keypad. The caller wipes `pin`. */
  login(pin: Uint8Array | undefined): void {
    const returned = this.cryptoki.C_Login(this.handle, cku.USER, pin ?? null, pin?.length ?? 0);
    check(returned, 'C_Login', [ckr.USER_ALREADY_LOGGED_IN]);
    this.isLoggedIn = true;
  }

  find(template: Template): readonly ObjectHandle[] {
    const attributes = template.map(([type, value]) => this.attribute(type, value));
    check(this.cryptoki.C_FindObjectsInit(this.handle, attributes, attributes.length), 'C_FindObjectsInit');
    try {
      const found: ObjectHandle[] = [];
      for (;;) {
        const handles = new Uint8Array(objectsAtOnce * this.wordSize);
        const count: Out = [0];
        check(this.cryptoki.C_FindObjects(this.handle, handles, objectsAtOnce, count), 'C_FindObjects');
        if (count[0] === 0) return found;
        found.push(...readWords(handles, this.wordSize).slice(0, count[0]));
      }
    } finally {
      this.cryptoki.C_FindObjectsFinal(this.handle);
    }
  }

  /** `undefined`: the object has no such attribute, or does not show it. */
  read(object: ObjectHandle, type: number): Uint8Array | undefined {
    const asked: CkAttribute = { type, pValue: null, ulValueLen: 0 };
    if (this.cryptoki.C_GetAttributeValue(this.handle, object, asked, 1) !== ckr.OK) return undefined;
    const length = Number(asked.ulValueLen);
    // CK_UNAVAILABLE_INFORMATION is the largest number there is.
    if (length > longestAttribute) return undefined;
    const value = new Uint8Array(length);
    const filled: CkAttribute = { type, pValue: value, ulValueLen: length };
    check(this.cryptoki.C_GetAttributeValue(this.handle, object, filled, 1), 'C_GetAttributeValue');
    return value.subarray(0, Number(filled.ulValueLen));
  }

  privateKeys(id: Uint8Array): readonly ObjectHandle[] {
    return this.find([
      [cka.CLASS, cko.PRIVATE_KEY],
      [cka.ID, id],
    ]);
  }

  /** `pin` again for keys that ask for it before each use. */
  sign(key: ObjectHandle, mechanism: CkMechanism, data: Uint8Array, pin: Uint8Array | undefined): Uint8Array {
    check(this.cryptoki.C_SignInit(this.handle, mechanism, key), 'C_SignInit');
    if (this.read(key, cka.ALWAYS_AUTHENTICATE)?.[0] === 1)
      check(
        this.cryptoki.C_Login(this.handle, cku.CONTEXT_SPECIFIC, pin ?? null, pin?.length ?? 0),
        'C_Login (again, for this key)',
      );
    const signature = new Uint8Array(longestSignature);
    const length: Out = [signature.length];
    check(this.cryptoki.C_Sign(this.handle, data, data.length, signature, length), 'C_Sign');
    if (length[0] === 0 || length[0] > signature.length) throw new TokenFailure('token.failed', { called: 'C_Sign' });
    return signature.slice(0, length[0]);
  }

  close(): void {
    if (this.isLoggedIn) this.cryptoki.C_Logout(this.handle);
    this.cryptoki.C_CloseSession(this.handle);
  }

  private attribute(type: number, value: number | Uint8Array): CkAttribute {
    const pValue = typeof value === 'number' ? word(value, this.wordSize) : value;
    return { type, pValue, ulValueLen: pValue.length };
  }
}

/** RSA with 8192 bits. */
const longestSignature = 1024;
