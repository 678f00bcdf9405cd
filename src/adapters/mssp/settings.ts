import { X509Certificate } from 'node:crypto';
import type { SoapVersion } from '../soap/envelope.js';
import { readEndpoint, type OutboundTls } from '../outbound/endpoint.js';
import type { MessagingMode, SignatureFormat } from './names.js';
import type { StatusOverrides } from './status-codes.js';

/** How a mobile signature service provider is reached and asked. Nothing has a host of anybody as its default. */
export interface MsspSettings {
  /** Addresses: https, or http to this machine. */
  readonly endpoints: { readonly signature: string; readonly status: string; readonly registration: string };
  readonly tls?: OutboundTls;
  /** 1.2 when left out. */
  readonly soap?: SoapVersion;
  /** Whether a message stands inside an element named after its operation, as RPC-style services want it; it does when left out. */
  readonly wrapped?: boolean;
  /** Who we are to the provider. The password stays out of logs and errors. */
  readonly ap: { readonly id: string; readonly password: string };
  /** The URI that names the provider. */
  readonly msspUri: string;
  /** `asynchClientServer` when left out. */
  readonly messagingMode?: MessagingMode;
  /** `PKCS1` when left out: a bare signature, whose certificate is fetched by registration. `PKCS7`: a CMS. */
  readonly format?: SignatureFormat;
  /** What the SIM is given: the DigestInfo of the challenge, or its text. By the format when left out. */
  readonly dataToBeSigned?: 'digestInfo' | 'text';
  readonly signatureProfile: string;
  /**
   * PEM of the authorities between the subscribers' certificates and a root: registration gives the certificate alone, and a
   * verifier needs those too. They vouch for nothing; the verifier checks them.
   */
  readonly issuers?: readonly string[];
  /** URIs of additional services. */
  readonly additionalServices?: readonly string[];
  /** What the phone shows; `{code}` is where the code stands that the portal shows too. */
  readonly display?: string;
  /** How long a person may take, in seconds; 300 when left out. */
  readonly timeOutSeconds?: number;
  /** How long one exchange may take where nobody waits for a person, in milliseconds; 15,000 when left out. */
  readonly requestTimeoutMs?: number;
  /** Synch: how long `start` waits for a refusal that comes at once, in milliseconds; 400 when left out. */
  readonly earlyAnswerMs?: number;
  /** Meanings of codes where the provider departs from the standard. */
  readonly statuses?: StatusOverrides;
}

/** Settings with every gap filled. */
export interface ReadMsspSettings extends Required<Omit<MsspSettings, 'endpoints' | 'tls' | 'issuers'>> {
  /** DER, base64. */
  readonly issuers: readonly string[];
  readonly endpoints: { readonly signature: URL; readonly status: URL; readonly registration: URL };
}

export const defaultDisplay =
  'Cổng Dịch vụ công: xác nhận ký số, mã {code}. Chỉ nhập PIN nếu mã này trùng với mã trên cổng.';

/** Throws a `TypeError` that names the setting: configuration is read once, at the start. */
export function readMsspSettings(settings: MsspSettings): ReadMsspSettings {
  const format = settings.format ?? 'PKCS1';
  const dataToBeSigned = settings.dataToBeSigned ?? (format === 'PKCS1' ? 'digestInfo' : 'text');
  if (format === 'PKCS7' && dataToBeSigned === 'digestInfo')
    throw new TypeError('mssp.dataToBeSigned: a CMS has the text in it, not its digest');
  const display = settings.display ?? defaultDisplay;
  if (!display.includes('{code}')) throw new TypeError('mssp.display: {code} is missing');
  const { ap, msspUri, signatureProfile } = settings;
  const texts = { 'ap.id': ap.id, 'ap.password': ap.password, msspUri, signatureProfile };
  for (const [name, text] of Object.entries(texts)) if (text === '') throw new TypeError(`mssp.${name} is empty`);
  const { signature, status, registration } = settings.endpoints;
  return {
    endpoints: {
      signature: readEndpoint('mssp.endpoints.signature', signature),
      status: readEndpoint('mssp.endpoints.status', status),
      registration: readEndpoint('mssp.endpoints.registration', registration),
    },
    soap: settings.soap ?? '1.2',
    wrapped: settings.wrapped ?? true,
    ap,
    msspUri,
    messagingMode: settings.messagingMode ?? 'asynchClientServer',
    format,
    dataToBeSigned,
    signatureProfile,
    issuers: (settings.issuers ?? []).map(derOf),
    additionalServices: settings.additionalServices ?? [],
    display,
    timeOutSeconds: whole('timeOutSeconds', settings.timeOutSeconds ?? 300, 10, 3_600),
    requestTimeoutMs: whole('requestTimeoutMs', settings.requestTimeoutMs ?? 15_000, 100, 120_000),
    earlyAnswerMs: whole('earlyAnswerMs', settings.earlyAnswerMs ?? 400, 0, 10_000),
    statuses: settings.statuses ?? {},
  };
}

function derOf(pem: string): string {
  try {
    return new X509Certificate(pem).raw.toString('base64');
  } catch {
    throw new TypeError('mssp.issuers: not a certificate');
  }
}

function whole(name: string, value: number, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new TypeError(`mssp.${name}: a whole number from ${least} to ${most}`);
}
