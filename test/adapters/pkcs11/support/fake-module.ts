import { sign } from 'node:crypto';
import { cka, ckc, ckf, ckm, cko, ckr, cku } from '../../../../src/adapters/pkcs11/cryptoki/constants.js';
import type { CkAttribute, CkMechanism, Cryptoki, Out } from '../../../../src/adapters/pkcs11/cryptoki/cryptoki.js';
import type { LoadedModule } from '../../../../src/adapters/pkcs11/cryptoki/load.js';
import { word } from '../../../../src/adapters/pkcs11/cryptoki/words.js';
import type { ForgedCertificate } from '../../pki/support/forged-certificate.js';

export interface FakeToken {
  readonly certificate: ForgedCertificate;
  readonly pin: string;
  /** Beside those that the fields below take away. */
  readonly flags?: number;
  readonly isInitialized?: boolean;
  readonly withoutPin?: boolean;
  readonly withoutLogin?: boolean;
  readonly mechanisms?: readonly number[];
  readonly alwaysAuthenticate?: boolean;
  /** What these functions answer instead. */
  readonly returns?: Readonly<Partial<Record<keyof Cryptoki, number>>>;
  readonly wordSize?: 4 | 8;
}

export interface FakeModule extends LoadedModule {
  /** Every call, by name; for C_Login the user and whether a PIN came, for C_Sign the mechanism. */
  readonly calls: string[];
}

const session = 7;
const slot = 3;
const certificateHandle = 11;
const keyHandle = 12;
const id = Buffer.from('a1', 'hex');

/** A PKCS#11 module in memory with what SoftHSM2 does not do: locked PINs, keypads, keys that ask again, few mechanisms. */
export function fakeModule(token: FakeToken): FakeModule {
  const calls: string[] = [];
  const wordSize = token.wordSize ?? 8;
  let found: readonly number[] = [];
  let mechanism: CkMechanism = { mechanism: 0, pParameter: null, ulParameterLen: 0 };

  const words = (into: Uint8Array | null, values: readonly number[], count: Out): number => {
    values.forEach((value, at) => into?.set(word(value, wordSize), at * wordSize));
    count[0] = values.length;
    return ckr.OK;
  };
  const pinAnswer = (pin: Uint8Array | null): number => {
    const hasKeypad = ((token.flags ?? 0) & ckf.PROTECTED_AUTHENTICATION_PATH) !== 0;
    if (pin === null) return hasKeypad ? ckr.OK : ckr.PIN_INVALID;
    return Buffer.from(pin).toString('utf8') === token.pin ? ckr.OK : ckr.PIN_INCORRECT;
  };
  const attributes: Readonly<Record<number, Readonly<Record<number, Uint8Array>>>> = {
    [certificateHandle]: {
      [cka.CLASS]: word(cko.CERTIFICATE, wordSize),
      [cka.CERTIFICATE_TYPE]: word(ckc.X_509, wordSize),
      [cka.VALUE]: token.certificate.der,
      [cka.ID]: id,
    },
    [keyHandle]: {
      [cka.CLASS]: word(cko.PRIVATE_KEY, wordSize),
      [cka.ID]: id,
      ...(token.alwaysAuthenticate === true && { [cka.ALWAYS_AUTHENTICATE]: Uint8Array.of(1) }),
    },
  };
  const fits = (object: number, { type, pValue }: CkAttribute): boolean =>
    Buffer.compare(attributes[object]?.[type] ?? Buffer.alloc(0), pValue ?? Buffer.alloc(0)) === 0;

  const functions: Cryptoki = {
    C_Initialize: () => ckr.OK,
    C_Finalize: () => ckr.OK,
    C_GetSlotList: (_present, slots, count) => words(slots, [slot], count),
    C_GetTokenInfo(_slot, info) {
      const set = token.isInitialized === false ? 0 : ckf.TOKEN_INITIALIZED;
      const pinSet = token.withoutPin === true ? 0 : ckf.USER_PIN_INITIALIZED;
      const login = token.withoutLogin === true ? 0 : ckf.LOGIN_REQUIRED;
      const texts = { label: 'fake'.padEnd(32), manufacturerID: '', model: '', serialNumber: '1'.padEnd(16) };
      Object.assign(info, texts, { flags: set | pinSet | login | (token.flags ?? 0) });
      return ckr.OK;
    },
    C_GetMechanismList: (_slot, list, count) =>
      words(list, token.mechanisms ?? [ckm.ECDSA, ckm.RSA_PKCS, ckm.RSA_PKCS_PSS], count),
    C_OpenSession(_slot, _flags, _application, _notify, opened) {
      opened[0] = session;
      return ckr.OK;
    },
    C_CloseSession: () => ckr.OK,
    C_Login(_session, user, pin) {
      calls.push(`${user === cku.USER ? 'user' : 'key'} ${pin === null ? 'keypad' : 'PIN'}`);
      return pinAnswer(pin);
    },
    C_Logout: () => ckr.OK,
    C_FindObjectsInit(_session, template) {
      found = [certificateHandle, keyHandle].filter((object) => template.every((one) => fits(object, one)));
      return ckr.OK;
    },
    C_FindObjects(_session, into, _most, count) {
      const handles = found;
      found = [];
      return words(into, handles, count);
    },
    C_FindObjectsFinal: () => ckr.OK,
    C_GetAttributeValue(_session, object, asked) {
      const value = attributes[object]?.[asked.type];
      if (value === undefined) return 0x12;
      asked.pValue?.set(value);
      asked.ulValueLen = BigInt(value.length);
      return ckr.OK;
    },
    C_SignInit(_session, given) {
      mechanism = given;
      return ckr.OK;
    },
    C_Sign(_session, data, _length, into, length) {
      calls.push(`mechanism ${mechanism.mechanism} over ${data.length}`);
      const key = { key: token.certificate.key.privateKey, dsaEncoding: 'ieee-p1363' as const };
      const signature = sign('sha256', data, key);
      into.set(signature);
      length[0] = signature.length;
      return ckr.OK;
    },
  };
  const names = Object.keys(functions) as readonly (keyof Cryptoki)[];
  const noting = names.map((name) => [
    name,
    (...given: readonly unknown[]): number => {
      calls.push(name);
      return token.returns?.[name] ?? (functions[name] as (...words: readonly unknown[]) => number)(...given);
    },
  ]);
  const cryptoki = Object.fromEntries(noting) as unknown as Cryptoki;
  return { cryptoki, wordSize, calls, unload: () => undefined };
}
