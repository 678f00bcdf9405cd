import { createHash } from 'node:crypto';
import type { Clock } from '../../../application/ports/clock.port.js';
import type { EidAssertion, EidProvider } from '../../../application/ports/eid-provider.port.js';
import { seconds } from '../../../domain/kernel/instant.js';
import { renderTaxCode } from '../../../domain/values/tax-code.js';
import type { SandboxControls } from '../controls.js';
import { OneTimeCodes } from '../one-time-codes.js';
import type { EidRecord, SandboxOrganisation, SandboxPerson } from '../population/person.js';
import type { Population } from '../population/population.js';
import {
  authorizeUrl,
  readAuthorizeUrl,
  redirectBack,
  type AuthorizeRequest,
  type BaseUrl,
  type PageLogin,
} from '../redirects.js';
import { references } from '../references.js';

type RedeemRequest = Parameters<EidProvider['redeem']>[0];
interface Grant {
  readonly person: SandboxPerson;
  readonly eid: EidRecord;
  readonly organisation: SandboxOrganisation | undefined;
  readonly request: AuthorizeRequest;
}

/** How long the code of the redirect lives. */
export const eidCodeLife = seconds(60);

/** VNeID, with its login page. */
export class SandboxEidProvider implements EidProvider {
  private readonly codes: OneTimeCodes<Grant>;
  private readonly reference: () => string;

  constructor(
    private readonly population: Population,
    private readonly controls: SandboxControls,
    clock: Clock,
    private readonly baseUrl: BaseUrl,
  ) {
    this.codes = new OneTimeCodes(clock, eidCodeLife);
    this.reference = references('vneid', clock);
  }

  authorizeUrl(request: {
    readonly state: string;
    readonly nonce: string;
    readonly redirectUri: string;
  }): Promise<string> {
    return this.controls.tell('eidProvider', 'authorizeUrl', request, () =>
      authorizeUrl(this.baseUrl, '/sandbox/vneid/authorize', {
        scope: 'openid',
        state: request.state,
        nonce: request.nonce,
        redirect_uri: request.redirectUri,
      }),
    );
  }

  redeem(request: RedeemRequest): Promise<EidAssertion> {
    return this.controls.ask('eidProvider', 'redeem', request, () => {
      const redeemed = this.codes.redeem(request.code);
      if (redeemed.kind === 'unknown') return this.refused('invalidCode');
      if (redeemed.kind === 'expired') return this.refused('expired');
      const grant = redeemed.value;
      if (grant.request.redirectUri !== request.redirectUri) return this.refused('invalidCode');
      if (grant.request.nonce !== request.nonce) return this.refused('nonceMismatch');
      return grant.eid.locked ? this.refused('locked') : this.authenticated(grant);
    });
  }

  /** Who could log in on the page. */
  accounts(): readonly SandboxPerson[] {
    return this.population.people.filter(({ eid }) => eid !== undefined);
  }

  /** For whom a person (by handle or number) may log in, besides for themselves. */
  organisationsOf(who: string): readonly SandboxOrganisation[] {
    const handle = this.population.person(who)?.handle;
    return handle === undefined ? [] : this.population.organisations.filter((one) => one.representative === handle);
  }

  /**
   * Logs a person (by handle or number) in on the page that was opened at this address; on behalf of an organisation (by
   * handle or tax code) when it names them its representative.
   */
  logIn(who: string, pageUrl: string, onBehalfOf?: string): PageLogin {
    const request = readAuthorizeUrl(pageUrl);
    const person = this.population.person(who);
    const organisation = onBehalfOf === undefined ? undefined : this.population.organisation(onBehalfOf);
    if (!URL.canParse(request.redirectUri)) return { kind: 'refused', reason: 'badRequest' };
    if (person?.eid === undefined) return { kind: 'refused', reason: 'noAccount' };
    const mayActFor = organisation?.representative === person.handle && organisation.taxCode !== undefined;
    if (onBehalfOf !== undefined && !mayActFor) return { kind: 'refused', reason: 'noAccount' };
    return redirectBack(request, this.codes.issue({ person, eid: person.eid, organisation, request }));
  }

  private refused(failure: Extract<EidAssertion, { kind: 'refused' }>['failure']): EidAssertion {
    return { kind: 'refused', failure, raw: JSON.stringify({ error: failure }), reference: this.reference() };
  }

  private authenticated({ person, eid, organisation, request: { nonce } }: Grant): EidAssertion {
    const { personalNumber, name, birthDate, gender } = person;
    const subject = createHash('sha256').update(`vneid subject: ${personalNumber}`).digest('hex').slice(0, 32);
    const taxCode = organisation?.taxCode && renderTaxCode(organisation.taxCode);
    const actsFor = organisation && taxCode ? { organisation: { taxCode, name: organisation.name } } : {};
    const who = { name, birthDate, gender, level: eid.level, ...actsFor };
    return {
      kind: 'authenticated',
      eid: { subject, personalNumber, ...who },
      raw: JSON.stringify({ sub: subject, preferred_username: personalNumber, nonce, ...who }),
      reference: this.reference(),
    };
  }
}
