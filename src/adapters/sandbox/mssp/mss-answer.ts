import { type SoapVersion, writeEnvelope, writeFault } from '../../soap/envelope.js';
import { type Markup, xml } from '../../soap/write-xml.js';
import { mss, type MssRequest } from './mss-message.js';

/** The codes that the sandbox's provider answers with, by their names in ETSI TS 102 204. */
export const mssCodes = {
  REQUEST_OK: 100,
  WRONG_PARAM: 101,
  MISSING_PARAM: 102,
  UNAUTHORIZED_ACCESS: 104,
  UNKNOWN_CLIENT: 105,
  INAPPROPRIATE_DATA: 107,
  UNSUPPORTED_PROFILE: 109,
  EXPIRED_TRANSACTION: 208,
  USER_CANCEL: 401,
  PIN_NR_BLOCKED: 402,
  NO_KEY_FOUND: 404,
  PB_SIGNATURE_PROCESS: 406,
  REGISTRATION_OK: 408,
  NO_CERT_FOUND: 422,
  SIGNATURE: 500,
  OUTSTANDING_TRANSACTION: 504,
  INTERNAL_ERROR: 900,
} as const;
export type MssStatus = keyof typeof mssCodes;

export interface MssAnswer {
  readonly status: MssStatus;
  readonly msisdn?: string;
  readonly msspTransId?: string;
  readonly signature?: Uint8Array;
  readonly certificate?: Uint8Array;
}

/** Which response goes with which request. */
const responses: Readonly<Record<string, string>> = {
  MSS_SignatureReq: 'MSS_SignatureResp',
  MSS_StatusReq: 'MSS_StatusResp',
  MSS_RegistrationReq: 'MSS_RegistrationResp',
};

export function writeMssAnswer(request: MssRequest, answer: MssAnswer, msspUri: string, now: Date): string {
  const { status, msisdn, msspTransId, signature, certificate } = answer;
  const instant = now.toISOString();
  const info = { AP_ID: request.apId, AP_PWD: 'not-shown', AP_TransID: request.apTransId, Instant: instant };
  const code = xml('mss:Status', {}, xml('mss:StatusCode', { Value: String(mssCodes[status]) }), message(status));
  const versions = { MajorVersion: '1', MinorVersion: '1', MSSP_TransID: msspTransId };
  const response = xml(
    `mss:${responses[request.name] ?? 'MSS_StatusResp'}`,
    { 'xmlns:mss': mss, ...versions },
    xml('mss:AP_Info', info),
    xml('mss:MSSP_Info', { Instant: instant }, xml('mss:MSSP_ID', {}, xml('mss:URI', {}, msspUri))),
    ...(msisdn === undefined ? [] : [xml('mss:MobileUser', {}, xml('mss:MSISDN', {}, msisdn))]),
    ...(signature === undefined ? [] : [xml('mss:MSS_Signature', {}, binary('mss:Base64Signature', signature))]),
    code,
    ...(certificate === undefined ? [] : [binary('mss:X509Certificate', certificate)]),
  );
  const wrapped = request.wrapper === undefined ? response : xml(`${request.wrapper}Response`, {}, response);
  return writeEnvelope(request.version, wrapped);
}

export const writeMssFault = (version: SoapVersion, status: MssStatus): string =>
  writeFault(version, {
    blame: mssCodes[status] < 900 ? 'sender' : 'receiver',
    refined: { prefix: 'mss', namespace: mss, name: `_${mssCodes[status]}` },
    reason: status,
  });

const message = (status: MssStatus): Markup => xml('mss:StatusMessage', {}, status);
const binary = (name: string, bytes: Uint8Array): Markup => xml(name, {}, Buffer.from(bytes).toString('base64'));
