import { X509Certificate } from 'node:crypto';
import { readEndpoint, type OutboundTls } from '../outbound/endpoint.js';

/** How the remote signing service is reached. Nothing has a host of anybody as its default. */
export interface SmartCaSettings {
  /** Where the API is: https, or http to this machine. The paths under it are those of the service's description. */
  readonly baseUrl: string;
  /** The page on which a person logs in, when it is not `/auth/authorize` under `baseUrl`. */
  readonly authorizeUrl?: string;
  readonly tls?: OutboundTls;
  readonly clientId: string;
  /** Stays out of logs and errors. */
  readonly clientSecret: string;
  /** `sign` when left out: no access beyond the request. */
  readonly scope?: string;
  /** What the app shows; `{code}` is where the code stands that the portal shows too. */
  readonly display?: string;
  /** Where the service tells that a transaction is over; nobody is believed there, the service is asked again. */
  readonly notifyUrl?: string;
  /** PEM of authorities between the subscribers' certificates and a root, beside those that the service sends. */
  readonly issuers?: readonly string[];
  /** How long a person may take, in seconds; 300 when left out, as the service has it. */
  readonly timeOutSeconds?: number;
  /** How long one exchange may take, in milliseconds; 15,000 when left out. */
  readonly requestTimeoutMs?: number;
}

/** Settings with every gap filled. */
export interface ReadSmartCaSettings {
  readonly api: (path: string) => URL;
  readonly authorizeUrl: URL;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope: string;
  readonly display: string;
  readonly notifyUrl: string | undefined;
  /** DER, base64. */
  readonly issuers: readonly string[];
  readonly timeOutSeconds: number;
  readonly requestTimeoutMs: number;
}

export const defaultDisplay =
  'Cổng Dịch vụ công: xác nhận ký số, mã {code}. Chỉ xác nhận nếu mã này trùng với mã trên cổng.';

/** Throws a `TypeError` that names the setting: configuration is read once, at the start. */
export function readSmartCaSettings(settings: SmartCaSettings): ReadSmartCaSettings {
  const { clientId, clientSecret, scope = 'sign', display = defaultDisplay, notifyUrl } = settings;
  const base = readEndpoint('smartCa.baseUrl', settings.baseUrl);
  const api = (path: string): URL => new URL(`${base.pathname.replace(/\/+$/, '')}${path}`, base);
  for (const [name, text] of Object.entries({ clientId, clientSecret, scope }))
    if (text === '') throw new TypeError(`smartCa.${name} is empty`);
  if (!display.includes('{code}')) throw new TypeError('smartCa.display: {code} is missing');
  return {
    api,
    authorizeUrl: readEndpoint('smartCa.authorizeUrl', settings.authorizeUrl ?? api('/auth/authorize').href),
    clientId,
    clientSecret,
    scope,
    display,
    notifyUrl: notifyUrl === undefined ? undefined : readEndpoint('smartCa.notifyUrl', notifyUrl).href,
    issuers: (settings.issuers ?? []).map(derOf),
    timeOutSeconds: whole('timeOutSeconds', settings.timeOutSeconds ?? 300, 10, 3_600),
    requestTimeoutMs: whole('requestTimeoutMs', settings.requestTimeoutMs ?? 15_000, 100, 120_000),
  };
}

function derOf(pem: string): string {
  try {
    return new X509Certificate(pem).raw.toString('base64');
  } catch {
    throw new TypeError('smartCa.issuers: not a certificate');
  }
}

function whole(name: string, value: number, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new TypeError(`smartCa.${name}: a whole number from ${least} to ${most}`);
}
