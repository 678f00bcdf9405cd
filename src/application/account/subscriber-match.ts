import type { Evidence } from '../../domain/assurance/evidence.js';
import type { IdentityProfile } from '../../domain/account/identity-profile.js';
import type { PolicyEdition } from '../../domain/policy/edition.js';
import type { PersonId } from '../../domain/values/person-id.js';
import type { Phone } from '../../domain/values/phone.js';
import { evidenceOf } from '../proofs/evidence-of.js';
import { type Attributes, type Verdict, verdictOf } from '../registration/identity-checks.js';
import type { AccountDeps } from './account-deps.js';

export type SubscriberVerdict =
  | { readonly kind: 'match'; readonly evidence: Evidence }
  /** The carrier names somebody else. */
  | { readonly kind: 'mismatch' }
  /** The carrier does not know: that is no match either. */
  | { readonly kind: 'notAvailable' };

type Deps = Pick<AccountDeps, 'subscriberRegistry' | 'clock' | 'digests' | 'ids'>;

/** Whether a phone's subscription is in the name of an account's owner, by number, name and date of birth. */
export class SubscriberMatch {
  constructor(private readonly deps: Deps) {}

  /**
   * A carrier holds one number of a person and knows no links, so it is asked for each number that was attested. What it
   * cannot tell of one of them outweighs that another differs.
   */
  async ask(phone: Phone, profile: IdentityProfile, edition: PolicyEdition): Promise<SubscriberVerdict> {
    const { name, birthDate } = profile;
    if (birthDate === undefined) return { kind: 'notAvailable' };
    let verdict: Exclude<Verdict, 'match'> = 'mismatch';
    const numbers = attestedNumbers(profile);
    if (numbers.length === 0) return { kind: 'notAvailable' };
    for (const personId of numbers) {
      const askedAt = this.deps.clock.now();
      const answer = await this.deps.subscriberRegistry.match(phone, { personId, name, birthDate });
      const { nameTier } = answer;
      const isUnaccented = edition.unaccentedRegisters.includes('subscriberRegistry');
      const isTooLoose = answer.name === 'match' && nameTier === 'folded' && !isUnaccented;
      const attributes: Attributes = {
        personId: answer.personId,
        name: isTooLoose ? 'noMatch' : answer.name,
        birthDate: answer.birthDate,
      };
      const found = verdictOf(attributes);
      if (found === 'match') {
        const asked = { source: 'subscriberRegistry', answer, askedAt, attributes, nameTier } as const;
        return { kind: 'match', evidence: evidenceOf(asked, this.deps) };
      }
      if (found === 'notAvailable') verdict = found;
    }
    return { kind: verdict };
  }
}

const attestedNumbers = ({ identifiers }: IdentityProfile): readonly PersonId[] =>
  identifiers
    .filter(({ kind, attested }) => attested && (kind === 'personalNumber' || kind === 'cmnd'))
    .map(({ kind, value }) => ({ kind, value }) as PersonId);
