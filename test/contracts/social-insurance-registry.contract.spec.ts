import type { SandboxPerson } from '../../src/adapters/sandbox/index.js';
import { socialInsuranceRegistryContract } from '../../src/adapters/testing/contracts/social-insurance-registry.contract.js';
import type { SocialInsuranceCode } from '../../src/domain/values/social-insurance-code.js';
import { bindContract } from '../support/bind-contract.js';
import { testSandbox } from '../support/test-sandbox.js';

const entryOf = ({ socialInsurance }: SandboxPerson) => ({ code: socialInsurance!.code, entry: socialInsurance! });

bindContract(
  socialInsuranceRegistryContract,
  'sandbox',
  () => {
    const { cast, controls, socialInsuranceRegistry } = testSandbox().sandbox;
    return {
      subject: {
        registry: socialInsuranceRegistry,
        known: entryOf(cast.ha),
        unknownCode: '0099000999' as SocialInsuranceCode,
        withCmndOnly: entryOf(cast.binh),
        takeDown: () => controls.down('socialInsuranceRegistry'),
      },
      close: () => undefined,
    };
  },
  ['old numbers', 'outage'],
);
