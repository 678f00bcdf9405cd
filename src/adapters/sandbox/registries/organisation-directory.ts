import type { Clock } from '../../../application/ports/clock.port.js';
import type { OrganisationAnswer, OrganisationDirectory } from '../../../application/ports/registries.port.js';
import { parseTaxCode } from '../../../domain/values/tax-code.js';
import type { SandboxControls } from '../controls.js';
import type { Population } from '../population/population.js';
import { references } from '../references.js';

/** From a tax code or budget code to a state agency. Enterprises are not listed; two keys of two agencies find none. */
export class SandboxOrganisationDirectory implements OrganisationDirectory {
  private readonly reference: () => string;

  constructor(
    private readonly population: Population,
    private readonly controls: SandboxControls,
    clock: Clock,
  ) {
    this.reference = references('directory', clock);
  }

  find(keys: { readonly taxCode?: string; readonly budgetCode?: string }): Promise<OrganisationAnswer> {
    return this.controls.ask('organisationDirectory', 'find', keys, () => {
      const agency = this.population.listedAgency(canonical(keys));
      const reference = this.reference();
      if (agency === undefined) return { kind: 'notFound', raw: JSON.stringify({ ...keys, found: false }), reference };
      const { code, name, parent } = agency;
      const raw = JSON.stringify({ ...keys, found: true, code, name, parent });
      return { kind: 'found', code, name, ...(parent && { parent }), raw, reference };
    });
  }
}

/** A certificate may write a branch with a dash. */
function canonical(keys: { readonly taxCode?: string; readonly budgetCode?: string }): typeof keys {
  const read = keys.taxCode === undefined ? undefined : parseTaxCode(keys.taxCode);
  return read?.ok === true ? { ...keys, taxCode: read.value.value } : keys;
}
