import type { PersonId } from '../../../domain/values/person-id.js';
import type { Phone } from '../../../domain/values/phone.js';
import type { SandboxAgency, SandboxHolder, SandboxOrganisation, SandboxPerson, SubscriberRecord } from './person.js';

/** Everybody in the sandbox, with the indexes its registers look people up by. Nothing changes after construction. */
export class Population {
  private readonly byHandle = new Map<string, SandboxPerson>();
  private readonly organisationByKey = new Map<string, SandboxOrganisation>();
  private readonly byCode = new Map<string, SandboxPerson>();
  private readonly subscribers = new Map<string, SubscriberRecord>();
  private readonly bySim = new Map<string, SandboxHolder>();
  private readonly byBudget = new Map<string, SandboxAgency>();
  private readonly byPersonId = new Map<string, SandboxPerson[]>();
  private readonly postalById = new Map<string, SandboxPerson[]>();

  constructor(
    readonly people: readonly SandboxPerson[],
    readonly organisations: readonly SandboxOrganisation[],
  ) {
    for (const person of people) this.addPerson(person);
    for (const one of organisations) this.addOrganisation(one);
  }

  /** By handle, personal number or CMND (the first who holds it). */
  person(key: string): SandboxPerson | undefined {
    return this.byHandle.get(key) ?? this.byPersonId.get(key)?.[0];
  }

  /** By handle, tax code or organisation code. */
  organisation(key: string): SandboxOrganisation | undefined {
    return this.organisationByKey.get(key);
  }

  /** A person or organisation, by any of these. */
  holder(key: string): SandboxHolder | undefined {
    return this.person(key) ?? this.organisation(key);
  }

  /** Everybody whom the population register finds under a number; a CMND may be several people's. */
  registered(id: PersonId): readonly SandboxPerson[] {
    const found = this.byPersonId.get(id.value) ?? [];
    return id.kind === 'cmnd' ? found.filter(({ cmndLinked }) => cmndLinked) : found;
  }

  subscriber(phone: Phone): SubscriberRecord | undefined {
    return this.subscribers.get(phone);
  }

  /** Whose certificate is on the SIM of this phone. */
  simHolder(phone: Phone): SandboxHolder | undefined {
    return this.bySim.get(phone);
  }

  insured(code: string): SandboxPerson | undefined {
    return this.byCode.get(code);
  }

  postalCustomers(id: PersonId): readonly SandboxPerson[] {
    return this.postalById.get(id.value) ?? [];
  }

  listedAgency(keys: { readonly taxCode?: string; readonly budgetCode?: string }): SandboxAgency | undefined {
    const byTax = keys.taxCode === undefined ? undefined : this.agencyOfTaxCode(keys.taxCode);
    const byBudget = keys.budgetCode === undefined ? undefined : this.byBudget.get(keys.budgetCode);
    if (byTax !== undefined && byBudget !== undefined && byTax !== byBudget) return undefined;
    const found = byBudget ?? byTax;
    return found?.listed === true ? found : undefined;
  }

  private agencyOfTaxCode(taxCode: string): SandboxAgency | undefined {
    const found = this.organisation(taxCode);
    return found?.kind === 'agency' ? found : undefined;
  }

  private addPerson(person: SandboxPerson): void {
    this.byHandle.set(person.handle, person);
    append(this.byPersonId, person.personalNumber, person);
    if (person.cmnd !== undefined) append(this.byPersonId, person.cmnd, person);
    if (person.socialInsurance !== undefined) this.byCode.set(person.socialInsurance.code, person);
    if (person.subscriber !== undefined)
      for (const phone of person.phones) this.subscribers.set(phone, person.subscriber);
    for (const id of [person.postal?.personalNumber, person.postal?.cmnd]) {
      if (id !== undefined) append(this.postalById, id, person);
    }
    this.addSim(person, person.phones[0]);
  }

  private addOrganisation(one: SandboxOrganisation): void {
    this.organisationByKey.set(one.handle, one);
    if (one.taxCode !== undefined) this.organisationByKey.set(one.taxCode, one);
    if (one.kind === 'agency') this.organisationByKey.set(one.code, one);
    if (one.kind === 'agency' && one.budgetCode !== undefined) this.byBudget.set(one.budgetCode, one);
    this.addSim(one, one.phone);
  }

  private addSim(holder: SandboxHolder, phone: Phone | undefined): void {
    const signs = holder.certificates.some(({ carrier }) => carrier === 'sim');
    if (signs && phone !== undefined) this.bySim.set(phone, holder);
  }
}

function append<T>(index: Map<string, T[]>, key: string, value: T): void {
  const found = index.get(key);
  if (found === undefined) index.set(key, [value]);
  else found.push(value);
}
