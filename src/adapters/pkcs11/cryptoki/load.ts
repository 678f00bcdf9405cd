import type koffiModule from 'koffi';
import { TokenFailure } from '../token-failure.js';
import type { Cryptoki } from './cryptoki.js';
import { functionOrder } from './function-order.js';

type Koffi = typeof koffiModule;

export interface LoadedModule {
  readonly cryptoki: Cryptoki;
  /** Bytes of a CK_ULONG: 8 on Linux and macOS of 64 bits, 4 on Windows. */
  readonly wordSize: number;
  unload(): void;
}

/**
 * Loads a PKCS#11 module (a shared library of the token's maker) and binds its functions through koffi. The library
 * runs inside this process: load only one that you trust.
 *
 * `koffi` is an optional peer and loaded here alone: a missing one is Node's ERR_MODULE_NOT_FOUND.
 * @throws TokenFailure `token.moduleUnreadable` when it is no PKCS#11 module for this machine.
 */
export async function loadModule(path: string): Promise<LoadedModule> {
  const { default: koffi } = await import('koffi');
  try {
    const library = koffi.load(path);
    const found: [unknown] = [null];
    const getFunctionList = library.func('C_GetFunctionList', 'ulong', [koffi.out(koffi.pointer('void *'))]);
    if (getFunctionList(found) !== 0) throw new Error('The module gives no list of functions');
    const cryptoki = bind(koffi, found[0]);
    return { cryptoki, wordSize: koffi.sizeof('ulong'), unload: () => library.unload() };
  } catch (error) {
    throw new TokenFailure('token.moduleUnreadable', { module: path }, { cause: error });
  }
}

/** The standard wants structures packed to one byte on Windows and laid out naturally elsewhere. */
function bind(koffi: Koffi, list: unknown): Cryptoki {
  const struct = process.platform === 'win32' ? koffi.pack : koffi.struct;
  const version = struct({ major: 'uint8_t', minor: 'uint8_t' });
  const text = (length: number) => koffi.array('char', length, 'String');
  const functions = koffi.decode(
    list,
    struct({ version, ...Object.fromEntries(functionOrder.map((name) => [name, 'void *'])) }),
  ) as Readonly<Record<string, unknown>>;

  const attribute = struct({ type: 'ulong', pValue: 'void *', ulValueLen: 'ulong' });
  const mechanism = struct({ mechanism: 'ulong', pParameter: 'void *', ulParameterLen: 'ulong' });
  const counts = ['ulMaxSessionCount', 'ulSessionCount', 'ulMaxRwSessionCount', 'ulRwSessionCount'];
  const sizes = ['ulMaxPinLen', 'ulMinPinLen', 'totalPublic', 'freePublic', 'totalPrivate', 'freePrivate'];
  const tokenInfo = struct({
    label: text(32),
    manufacturerID: text(32),
    model: text(16),
    serialNumber: text(16),
    flags: 'ulong',
    ...Object.fromEntries([...counts, ...sizes].map((name) => [name, 'ulong'])),
    hardwareVersion: version,
    firmwareVersion: version,
    utcTime: text(16),
  });
  const bytes = koffi.pointer('uint8_t');
  const outWord = koffi.inout(koffi.pointer('ulong'));
  const signatures: Readonly<Record<keyof Cryptoki, readonly Parameters<Koffi['out']>[0][]>> = {
    C_Initialize: ['void *'],
    C_Finalize: ['void *'],
    C_GetSlotList: ['uint8_t', bytes, outWord],
    C_GetTokenInfo: ['ulong', koffi.out(koffi.pointer(tokenInfo))],
    C_GetMechanismList: ['ulong', bytes, outWord],
    C_OpenSession: ['ulong', 'ulong', 'void *', 'void *', outWord],
    C_CloseSession: ['ulong'],
    C_Login: ['ulong', 'ulong', bytes, 'ulong'],
    C_Logout: ['ulong'],
    C_FindObjectsInit: ['ulong', koffi.pointer(attribute), 'ulong'],
    C_FindObjects: ['ulong', bytes, 'ulong', outWord],
    C_FindObjectsFinal: ['ulong'],
    C_GetAttributeValue: ['ulong', 'ulong', koffi.inout(koffi.pointer(attribute)), 'ulong'],
    C_SignInit: ['ulong', koffi.pointer(mechanism), 'ulong'],
    C_Sign: ['ulong', bytes, 'ulong', bytes, outWord],
  };
  const bound = Object.entries(signatures).map(([name, types]) => {
    const prototype = koffi.proto('ulong', [...types]);
    return [name, koffi.decode(functions[name], prototype) as unknown] as const;
  });
  return Object.fromEntries(bound) as unknown as Cryptoki;
}
