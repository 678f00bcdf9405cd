import type { Clock } from '../../../application/ports/clock.port.js';
import type { RegisterAnswer, SocialInsuranceRegistry } from '../../../application/ports/registries.port.js';
import type { SocialInsuranceCode } from '../../../domain/values/social-insurance-code.js';
import type { SandboxControls } from '../controls.js';
import type { Population } from '../population/population.js';
import { references } from '../references.js';
import { rawRecord, registerPerson } from './register-person.js';

/** Answers with the entry that a code leads to, whoever's it is; comparing is for the one who asks. */
export class SandboxSocialInsuranceRegistry implements SocialInsuranceRegistry {
  private readonly reference: () => string;

  constructor(
    private readonly population: Population,
    private readonly controls: SandboxControls,
    clock: Clock,
  ) {
    this.reference = references('bhxh', clock);
  }

  find(code: SocialInsuranceCode): Promise<RegisterAnswer> {
    return this.controls.ask('socialInsuranceRegistry', 'find', { code }, () => {
      const entry = this.population.insured(code)?.socialInsurance;
      const reference = this.reference();
      if (entry === undefined)
        return { kind: 'notFound', raw: JSON.stringify({ MaSoBHXH: code, KetQua: 0 }), reference };
      const raw = JSON.stringify({ MaSoBHXH: code, KetQua: 1, NguoiThamGia: rawRecord(entry) });
      return { kind: 'found', person: registerPerson(entry), raw, reference };
    });
  }
}
