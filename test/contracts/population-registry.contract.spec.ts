import { personQuery } from '../../src/adapters/sandbox/index.js';
import { populationRegistryContract } from '../../src/adapters/testing/contracts/population-registry.contract.js';
import type { PersonalNumber } from '../../src/domain/values/personal-number.js';
import { bindContract } from '../support/bind-contract.js';
import { testSandbox } from '../support/test-sandbox.js';

bindContract(
  populationRegistryContract,
  'sandbox',
  () => {
    const { cast, controls, populationRegistry } = testSandbox().sandbox;
    const { personalNumber, cmnd, name, birthDate, gender, placeOfBirth, hometown, permanentAddress } = cast.an;
    return {
      subject: {
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
        unknown: {
          ...personQuery(cast.an),
          personId: { kind: 'personalNumber' as const, value: '001090990999' as PersonalNumber },
        },
        yearOnly: personQuery(cast.ha),
        sharedCmnd: [personQuery(cast.quy, 'cmnd'), personQuery(cast.quynh, 'cmnd')] as const,
        takeDown: () => controls.down('populationRegistry'),
      },
      close: () => undefined,
    };
  },
  ['year-only births', 'shared old numbers', 'outage'],
);
