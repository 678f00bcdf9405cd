import type { Outbound, OutboundReply } from '../outbound/outbound.js';
import { WireFailure } from '../outbound/wire-failure.js';
import { bytesOf, JsonReader } from './json.js';
import {
  type CodeMeaning,
  envelopeCodes,
  type Failure,
  meaningIn,
  oauthErrors,
  transactionStatuses,
} from './result-codes.js';
import type { ReadSmartCaSettings } from './settings.js';
import { SmartCaFailure } from './smart-ca-failure.js';

/** What came of a call: what was asked for, or what the service says against the person's request. */
export type Called<T> =
  { readonly kind: 'done'; readonly value: T } | { readonly kind: 'refused'; readonly failure: Failure };

export interface RemoteCredential {
  readonly credentialId: string;
  /** DER: the signer's certificate, then its issuers as far as the service sends them. */
  readonly certificates: readonly Uint8Array[];
  /** Neither key nor certificate is called out of use. */
  readonly usable: boolean;
}

export interface HashToSign {
  readonly credentialId: string;
  readonly refTranId: string;
  readonly description: string;
  /** SHA-256. */
  readonly hash: Uint8Array;
}

export interface RemoteTransaction {
  readonly meaning: CodeMeaning;
  /** With `done`. */
  readonly signature?: Uint8Array;
}

const mostBytes = 256 * 1024;
const documentName = 'challenge';

/** The calls of the service, one method each. Rejects with `SmartCaFailure` alone. */
export class SmartCaApi {
  constructor(
    private readonly outbound: Outbound,
    private readonly settings: ReadSmartCaSettings,
  ) {}

  /** An access token for the code of a redirect. A refresh token that comes along is let go of. */
  async token(code: string, redirectUri: string): Promise<Called<string>> {
    const { clientId, clientSecret, api } = this.settings;
    const form = { grant_type: 'authorization_code', client_id: clientId, client_secret: clientSecret };
    const body = new URLSearchParams({ ...form, code, redirect_uri: redirectUri }).toString();
    const reply = await this.post(api('/auth/token'), body, { 'content-type': 'application/x-www-form-urlencoded' });
    const json = jsonIn(reply, [200, 400, 401]);
    if (reply.status !== 200) return refusedGrant(json);
    if (json.text('token_type').toLowerCase() !== 'bearer') throw new SmartCaFailure('oauth', 'another kind of token');
    const token = json.text('access_token', 8_192);
    if (!/^[\x21-\x7e]+$/.test(token)) throw new SmartCaFailure('oauth', 'a token that no header carries');
    return { kind: 'done', value: token };
  }

  async credentialIds(token: string): Promise<Called<readonly string[]>> {
    const called = await this.call('/csc/credentials/list', token, {}, (answer) => answer.list('content', 100));
    if (called.kind === 'refused') return called;
    const ids = called.value.filter((id): id is string => typeof id === 'string' && id !== '' && id.length <= 256);
    return { kind: 'done', value: ids };
  }

  credential(token: string, credentialId: string): Promise<Called<RemoteCredential>> {
    const request = { credentialId, certificates: 'chain', certInfo: true, authInfo: false };
    return this.call('/csc/credentials/info', token, request, (answer) => {
      const content = answer.object('content');
      const cert = content.object('cert');
      const states = [cert.optionalText('status'), content.optionalObject('key')?.optionalText('status')];
      return {
        credentialId,
        certificates: cert.list('certificates', 10).map((one) => bytesOf('certificates', one)),
        usable: !states.some((state) => /^(?:expired|revoked|suspended|disabled)$/i.test(state ?? '')),
      };
    });
  }

  /** The service's number of the transaction that asks the person. */
  signHash(token: string, { credentialId, refTranId, description, hash }: HashToSign): Promise<Called<string>> {
    const { notifyUrl } = this.settings;
    const datas = [{ name: documentName, hash: Buffer.from(hash).toString('base64') }];
    const request = { credentialId, refTranId, description, datas, ...(notifyUrl !== undefined && { notifyUrl }) };
    return this.call('/csc/signature/signhash', token, request, (answer) =>
      answer.object('content').text('tranId', 256),
    );
  }

  transaction(token: string, tranId: string): Promise<Called<RemoteTransaction>> {
    return this.call('/csc/credentials/gettraninfo', token, { tranId }, (answer) => {
      const content = answer.object('content');
      if ((content.optionalText('tranId') ?? tranId) !== tranId)
        throw new SmartCaFailure('mismatch', 'another transaction');
      const meaning = meaningIn(transactionStatuses, content.whole('tranStatus'));
      if (meaning !== 'done') return { meaning };
      const [document, ...more] = content.list('documents', 10);
      if (more.length > 0) throw new SmartCaFailure('mismatch', 'several documents');
      return { meaning, signature: bytesOf('sig', JsonReader.of(document).text('sig', 64 * 1024)) };
    });
  }

  private async call<T>(
    path: string,
    token: string,
    request: Readonly<Record<string, unknown>>,
    read: (answer: JsonReader) => T,
  ): Promise<Called<T>> {
    const headers = { 'content-type': 'application/json; charset=utf-8', authorization: `Bearer ${token}` };
    const reply = await this.post(this.settings.api(path), JSON.stringify(request), headers);
    const answer = jsonIn(reply, [200, 400]);
    const code = answer.whole('code');
    const meaning = meaningIn(envelopeCodes, code);
    if (meaning === 'done') return { kind: 'done', value: read(answer) };
    if (meaning === 'unavailable' || meaning === 'waiting') throw new SmartCaFailure('code', String(code));
    return { kind: 'refused', failure: meaning };
  }

  private async post(url: URL, body: string, headers: Readonly<Record<string, string>>): Promise<OutboundReply> {
    const timeoutMs = this.settings.requestTimeoutMs;
    try {
      const asked = { accept: 'application/json', ...headers };
      return await this.outbound.exchange(url, {
        method: 'POST',
        headers: asked,
        body,
        timeoutMs,
        maxBytes: mostBytes,
      });
    } catch (error) {
      throw new SmartCaFailure('wire', error instanceof WireFailure ? error.fault : 'unknown', { cause: error });
    }
  }
}

function jsonIn({ status, mediaType, body }: OutboundReply, statuses: readonly number[]): JsonReader {
  if (!statuses.includes(status)) throw new SmartCaFailure('http', String(status));
  if (!/^application\/(?:\w+\+)?json$/.test(mediaType)) throw new SmartCaFailure('http', `${status} without JSON`);
  return JsonReader.read(body);
}

/** Codes live for 15 seconds: a grant whose description says so came too late. */
function refusedGrant(json: JsonReader): Called<never> {
  const error = json.text('error', 100);
  const meaning = meaningIn(oauthErrors, error);
  if (meaning !== 'failed' || error !== 'invalid_grant') throw new SmartCaFailure('oauth', knownError(error));
  const late = /expired/i.test(json.optionalText('error_description', 4_096) ?? '');
  return { kind: 'refused', failure: late ? 'expired' : 'failed' };
}

const knownError = (error: string): string =>
  oauthErrors.find(({ code }) => code === error)?.name ?? 'an unknown error';
