import { randomBytes } from 'node:crypto';
import type { Clock } from '../../../application/ports/clock.port.js';
import { hours, seconds } from '../../../domain/kernel/instant.js';
import { OneTimeCodes } from '../one-time-codes.js';
import { type PageLogin, readAuthorizeUrl, redirectBack } from '../redirects.js';
import { ExpiringTokens } from './expiring-tokens.js';
import type { RemoteCertificate, RemoteSubscriber, RemoteSubscribers } from './remote-subscriber.js';
import { RsspApps, tranStatus } from './rssp-apps.js';

export interface RsspProviderOptions {
  readonly subscribers: RemoteSubscribers;
  readonly clock: Clock;
  /** Whoever asks has to be this. */
  readonly client: { readonly id: string; readonly secret: string };
  /** Tells that a transaction is over, at the address that came with it. */
  readonly notify?: (url: string, notice: RsspNotice) => void;
}

/** What the service tells when a transaction is over. Nothing about it is signed. */
export interface RsspNotice {
  readonly tranId: string;
  readonly refTranId: string;
  readonly status: number;
}

export interface RsspAnswer {
  readonly status: number;
  readonly json: unknown;
}

type Fields = Readonly<Record<string, unknown>>;

interface Granted {
  readonly subscriber: RemoteSubscriber;
  readonly redirectUri: string;
}

const envelope = (code: number, codeDesc: string, content: unknown = null): RsspAnswer => ({
  status: 200,
  json: { code, codeDesc, message: codeDesc, content },
});
const oauthError = (error: string, description: string): RsspAnswer => ({
  status: error === 'invalid_client' ? 401 : 400,
  json: { error, error_description: description },
});

/** How long the code of the redirect lives. */
export const rsspCodeLife = seconds(15);
const tokenLife = hours(1);

/** A remote signing service: its login, its tokens, its certificates, and the apps of its subscribers. */
export class RsspProvider {
  readonly apps: RsspApps;
  private readonly codes: OneTimeCodes<Granted>;
  private readonly tokens: ExpiringTokens<RemoteSubscriber>;

  constructor(private readonly options: RsspProviderOptions) {
    this.apps = new RsspApps(options.clock);
    this.codes = new OneTimeCodes(options.clock, rsspCodeLife);
    this.tokens = new ExpiringTokens(options.clock, tokenLife);
  }

  /** Logs a subscriber in on the page that was opened at this address. */
  logIn(who: string, pageUrl: string): PageLogin {
    const request = readAuthorizeUrl(pageUrl);
    const client = new URL(pageUrl).searchParams.get('client_id');
    if (!URL.canParse(request.redirectUri) || client !== this.options.client.id)
      return { kind: 'refused', reason: 'badRequest' };
    const subscriber = this.options.subscribers(who);
    if (subscriber === undefined) return { kind: 'refused', reason: 'noAccount' };
    return redirectBack(request, this.codes.issue({ subscriber, redirectUri: request.redirectUri }));
  }

  /** `/auth/token`. */
  token(form: URLSearchParams): RsspAnswer {
    const field = (name: string): string => form.get(name) ?? '';
    const { id, secret } = this.options.client;
    if (field('client_id') !== id || field('client_secret') !== secret)
      return oauthError('invalid_client', 'Client authentication failed');
    if (field('grant_type') !== 'authorization_code') return oauthError('unsupported_grant_type', 'Only codes here');
    const redeemed = this.codes.redeem(field('code'));
    if (redeemed.kind !== 'fresh')
      return oauthError(
        'invalid_grant',
        redeemed.kind === 'expired' ? 'The code has expired' : 'The code is not known',
      );
    if (redeemed.value.redirectUri !== field('redirect_uri'))
      return oauthError('invalid_grant', 'The code was given for another address');
    const access = randomBytes(24).toString('base64url');
    this.tokens.issue(access, redeemed.value.subscriber);
    const json = { access_token: access, token_type: 'Bearer', expires_in: tokenLife / 1_000, scope: 'sign' };
    return { status: 200, json };
  }

  /** The calls under `/csc`, with the token of their header. */
  async call(path: string, token: string, fields: Fields): Promise<RsspAnswer> {
    const subscriber = this.tokens.find(token);
    if (subscriber === undefined) return { status: 401, json: { error: 'invalid_token' } };
    switch (path) {
      case '/csc/credentials/list':
        return envelope(
          0,
          'SUCCESS',
          subscriber.credentials.map(({ credentialId }) => credentialId),
        );
      case '/csc/credentials/info':
        return info(subscriber, fields);
      case '/csc/signature/signhash':
        return this.signHash(subscriber, fields);
      case '/csc/credentials/gettraninfo':
        return this.transaction(subscriber, fields);
      default:
        return { status: 404, json: { error: 'not_found' } };
    }
  }

  private async signHash(subscriber: RemoteSubscriber, fields: Fields): Promise<RsspAnswer> {
    const { refTranId, description = '', datas, notifyUrl } = fields;
    const credential = credentialIn(subscriber, fields);
    if (credential === undefined) return envelope(60000, 'CREDENTIAL_NOT_EXIST');
    const [data, ...more] = Array.isArray(datas) ? (datas as readonly unknown[]) : [];
    const hash = Buffer.from(textIn(data, 'hash'), 'base64');
    const told = [refTranId, description, notifyUrl ?? ''].every((one) => typeof one === 'string');
    if (!told || refTranId === '' || more.length > 0 || hash.length !== 32)
      return envelope(30000, 'CLIENT_INPUT_INVALID');
    const tranId = await this.apps.ask({
      refTranId: refTranId as string,
      owner: subscriber.id,
      holder: subscriber.holder,
      text: description as string,
      sign: () => credential.sign(hash),
      onEnd: (ended, status) => {
        if (typeof notifyUrl === 'string')
          this.options.notify?.(notifyUrl, { tranId: ended, refTranId: refTranId as string, status });
      },
    });
    return envelope(0, 'SUCCESS', { tranId });
  }

  private transaction(subscriber: RemoteSubscriber, { tranId }: Fields): RsspAnswer {
    const found = typeof tranId === 'string' ? this.apps.find(tranId) : undefined;
    if (found === undefined) return envelope(62000, 'TRANSACTION_NOT_FOUND');
    if (found.owner !== subscriber.id) return envelope(62001, 'TRANSACTION_NOT_OWNER');
    const { status, signature, refTranId } = found;
    const [tranStatusDesc] = Object.entries(tranStatus).find(([, value]) => value === status) ?? [''];
    const sig = signature === undefined ? null : Buffer.from(signature).toString('base64');
    const documents = sig === null ? [] : [{ name: 'challenge', sig }];
    return envelope(0, 'SUCCESS', { tranId, refTranId, tranStatus: status, tranStatusDesc, documents });
  }
}

function info(subscriber: RemoteSubscriber, fields: Fields): RsspAnswer {
  const credential = credentialIn(subscriber, fields);
  if (credential === undefined) return envelope(60000, 'CREDENTIAL_NOT_EXIST');
  const { status, serial: serialNumber, certificates } = credential;
  const shown = fields['certificates'] === 'chain' ? certificates : certificates.slice(0, 1);
  return envelope(0, 'SUCCESS', {
    key: { status: 'enabled', alg: ['1.2.840.113549.1.1.1'], len: 2048 },
    cert: { status, serialNumber, certificates: shown.map((der) => Buffer.from(der).toString('base64')) },
    authMode: 'oauth2code',
    scal: 'SCAL2',
    multisign: 1,
  });
}

const credentialIn = ({ credentials }: RemoteSubscriber, { credentialId }: Fields): RemoteCertificate | undefined =>
  credentials.find((one) => one.credentialId === credentialId);

function textIn(value: unknown, name: string): string {
  const text = typeof value === 'object' && value !== null ? (value as Fields)[name] : undefined;
  return typeof text === 'string' ? text : '';
}
