import type { EvidenceSource } from '../../domain/assurance/evidence.js';
import type { RegisterPolicy } from '../../domain/policy/edition.js';
import type { EndedRegistration } from '../../domain/registration/registration.state.js';
import type { Remedy } from '../errors/catalogue-entry.js';

/** Where a person goes whom a source does not confirm: the carrier's desk puts a subscription right, a counter the rest. */
export const unmatchedRemedies = (source: EvidenceSource): readonly Remedy[] =>
  source === 'subscriberRegistry' ? ['checkSubscription', 'counter'] : ['counter', 'chooseAnotherMethod'];

/** The same remedies on every repeat of an answer that ended a registration. */
export function remediesAfter(
  { how, facts }: Pick<EndedRegistration, 'how' | 'facts'>,
  policy: RegisterPolicy | undefined,
): readonly Remedy[] {
  switch (how) {
    case 'registered':
      return ['logInAgain'];
    case 'duplicate':
      return policy?.onDuplicate ?? ['counter', 'complaint'];
    case 'mismatch':
      return unmatchedRemedies(facts['source'] as EvidenceSource);
    case 'refused':
      return ['chooseAnotherMethod'];
    case 'superseded':
    case 'expired':
      return ['startAgain'];
  }
}
