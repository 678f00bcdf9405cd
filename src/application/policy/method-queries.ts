import type { Ial } from '../../domain/assurance/levels.js';
import type { EmailNeed, LoginPolicy, RegistrationStep } from '../../domain/policy/edition.js';
import type { IdentityMethod, SubjectKind } from '../../domain/policy/methods.js';
import { editionAt, type PolicyBook } from '../../domain/policy/policy-book.js';
import { accept, type Outcome, refuseWith } from '../outcome/outcome.js';
import type { Clock } from '../ports/clock.port.js';
import { type FormField, requiredFields } from '../registration/form.js';

/** What one method is open for, to one kind of subject; null: closed. */
export interface MethodOffer {
  readonly method: IdentityMethod;
  readonly register: {
    readonly level: Ial;
    readonly steps: readonly RegistrationStep[];
    /** What the first form must hold. */
    readonly fields: readonly FormField[];
    readonly email: EmailNeed;
    /** A captcha is answered together with the first form. */
    readonly captcha: boolean;
  } | null;
  readonly add: { readonly level: Ial } | null;
  readonly logIn: { readonly level: Ial; readonly by: LoginPolicy['by']; readonly captcha: boolean } | null;
}

export interface MethodOffers {
  /** The policy edition in force. */
  readonly edition: string;
  readonly subject: SubjectKind;
  readonly methods: readonly MethodOffer[];
}

/** Which methods are open now: what a screen "Vui lòng chọn phương thức đăng ký" needs. */
export class MethodQueries {
  constructor(
    private readonly policy: PolicyBook,
    private readonly clock: Clock,
  ) {}

  async open(subject: SubjectKind): Promise<Outcome<MethodOffers>> {
    const edition = editionAt(this.policy, this.clock.now());
    if (!edition.ok) return refuseWith(edition.refusal);
    const methods = edition.value.methods
      .filter((row) => row.subject === subject)
      .map(({ method, register, add, login }) => ({
        method,
        register:
          register === undefined
            ? null
            : {
                level: register.level,
                steps: register.steps,
                fields: requiredFields(method, register),
                email: register.email,
                captcha: register.steps[0] === 'captcha',
              },
        add: add === undefined ? null : { level: add.level },
        logIn: login === undefined ? null : { level: login.level, by: login.by, captcha: login.captcha },
      }));
    return accept({ edition: edition.value.id, subject, methods });
  }
}
