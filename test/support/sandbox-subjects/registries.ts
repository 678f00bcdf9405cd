import { personQuery, type SandboxPerson } from '../../../src/adapters/sandbox/index.js';
import type { OrganisationDirectorySubject } from '../../../src/adapters/testing/contracts/organisation-directory.contract.js';
import type { PopulationRegistrySubject } from '../../../src/adapters/testing/contracts/population-registry.contract.js';
import type { PostalAccountsSubject } from '../../../src/adapters/testing/contracts/postal-accounts.contract.js';
import type { SocialInsuranceRegistrySubject } from '../../../src/adapters/testing/contracts/social-insurance-registry.contract.js';
import type { SubscriberRegistrySubject } from '../../../src/adapters/testing/contracts/subscriber-registry.contract.js';
import type { PersonalNumber } from '../../../src/domain/values/personal-number.js';
import type { Phone } from '../../../src/domain/values/phone.js';
import type { SocialInsuranceCode } from '../../../src/domain/values/social-insurance-code.js';
import { testSandbox } from '../test-sandbox.js';

/* The sandbox's registers as subjects of their contracts: who of the cast is the known person, who the stranger. */

const subscriber = (person: SandboxPerson) => ({ phone: person.phones[0]!, person: personQuery(person) });

export function subscriberRegistrySubject(): SubscriberRegistrySubject {
  const { cast, controls, subscriberRegistry } = testSandbox().sandbox;
  return {
    registry: subscriberRegistry,
    known: subscriber(cast.an),
    other: personQuery(cast.chi),
    unknownPhone: '+84950000999' as Phone,
    withoutBirthDate: subscriber(cast.phuc),
    unaccented: subscriber(cast.oanh),
    otherTonePlace: subscriber(cast.hoa),
    takeDown: () => controls.down('subscriberRegistry'),
  };
}

const entryOf = ({ socialInsurance }: SandboxPerson) => ({ code: socialInsurance!.code, entry: socialInsurance! });

export function socialInsuranceRegistrySubject(): SocialInsuranceRegistrySubject {
  const { cast, controls, socialInsuranceRegistry } = testSandbox().sandbox;
  return {
    registry: socialInsuranceRegistry,
    known: entryOf(cast.ha),
    unknownCode: '0099000999' as SocialInsuranceCode,
    withCmndOnly: entryOf(cast.binh),
    takeDown: () => controls.down('socialInsuranceRegistry'),
  };
}

export function populationRegistrySubject(): PopulationRegistrySubject {
  const { cast, controls, populationRegistry } = testSandbox().sandbox;
  const { personalNumber, cmnd, name, birthDate, gender, placeOfBirth, hometown, permanentAddress } = cast.an;
  return {
    registry: populationRegistry,
    known: {
      query: personQuery(cast.an),
      person: {
        personalNumber,
        cmnd: cmnd!,
        name,
        birthDate,
        gender,
        placeOfBirth: placeOfBirth!,
        hometown: hometown!,
        permanentAddress: permanentAddress!,
      },
    },
    byCmnd: personQuery(cast.an, 'cmnd'),
    other: personQuery(cast.chi),
    unknown: { ...personQuery(cast.an), personId: { kind: 'personalNumber', value: '001090990999' as PersonalNumber } },
    yearOnly: personQuery(cast.ha),
    sharedCmnd: [personQuery(cast.quy, 'cmnd'), personQuery(cast.quynh, 'cmnd')],
    takeDown: () => controls.down('populationRegistry'),
  };
}

export function postalAccountsSubject(): PostalAccountsSubject {
  const { cast, controls, postalAccounts } = testSandbox().sandbox;
  return {
    accounts: postalAccounts,
    bySms: { query: personQuery(cast.chi), phone: cast.chi.phones[0]! },
    byMail: { query: personQuery(cast.dung), email: cast.dung.email! },
    civilServant: personQuery(cast.khanh),
    stranger: personQuery(cast.an),
    takeDown: () => controls.down('postalAccounts'),
  };
}

export function organisationDirectorySubject(): OrganisationDirectorySubject {
  const { cast, controls, organisationDirectory } = testSandbox().sandbox;
  const { taxCode, budgetCode, code, name } = cast.soSaoMai;
  return {
    directory: organisationDirectory,
    known: { taxCode: taxCode!, budgetCode: budgetCode!, code, name },
    otherBudgetCode: cast.phuongSaoMai.budgetCode!,
    unlisted: { taxCode: cast.mayTrang.taxCode, budgetCode: cast.cucGioNam.budgetCode! },
    takeDown: () => controls.down('organisationDirectory'),
  };
}
