/** What is handed to `C_FindObjectsInit` and `C_GetAttributeValue`; `ulValueLen` comes back as the token filled it in. */
export interface CkAttribute {
  type: number;
  pValue: Uint8Array | null;
  ulValueLen: number | bigint;
}

export interface CkMechanism {
  readonly mechanism: number;
  readonly pParameter: Uint8Array | null;
  readonly ulParameterLen: number;
}

export interface CkTokenInfo {
  readonly label: string;
  readonly manufacturerID: string;
  readonly model: string;
  readonly serialNumber: string;
  readonly flags: number;
}

/** A place for one number that a function fills in. */
export type Out = [number];

/**
 * The functions of a PKCS#11 module that signing needs, with the names and the order of arguments of the standard.
 * Every one answers a `CKR_*` number and throws nothing.
 */
export interface Cryptoki {
  C_Initialize(args: null): number;
  C_Finalize(reserved: null): number;
  C_GetSlotList(tokenPresent: number, slots: Uint8Array | null, count: Out): number;
  C_GetTokenInfo(slot: number, info: CkTokenInfo): number;
  C_GetMechanismList(slot: number, mechanisms: Uint8Array | null, count: Out): number;
  C_OpenSession(slot: number, flags: number, application: null, notify: null, session: Out): number;
  C_CloseSession(session: number): number;
  C_Login(session: number, user: number, pin: Uint8Array | null, pinLength: number): number;
  C_Logout(session: number): number;
  C_FindObjectsInit(session: number, template: readonly CkAttribute[], count: number): number;
  C_FindObjects(session: number, objects: Uint8Array, most: number, count: Out): number;
  C_FindObjectsFinal(session: number): number;
  C_GetAttributeValue(session: number, object: number, attribute: CkAttribute, count: 1): number;
  C_SignInit(session: number, mechanism: CkMechanism, key: number): number;
  C_Sign(session: number, data: Uint8Array, length: number, signature: Uint8Array, signatureLength: Out): number;
}
