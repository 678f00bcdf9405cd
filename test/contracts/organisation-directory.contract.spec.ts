import { organisationDirectoryContract } from '../../src/adapters/testing/contracts/organisation-directory.contract.js';
import { bindContract } from '../support/bind-contract.js';
import { testSandbox } from '../support/test-sandbox.js';

bindContract(
  organisationDirectoryContract,
  'sandbox',
  () => {
    const { cast, controls, organisationDirectory } = testSandbox().sandbox;
    const { taxCode, budgetCode, code, name } = cast.soSaoMai;
    return {
      subject: {
        directory: organisationDirectory,
        known: { taxCode: taxCode!, budgetCode: budgetCode!, code, name },
        otherBudgetCode: cast.phuongSaoMai.budgetCode!,
        unlisted: { taxCode: cast.mayTrang.taxCode, budgetCode: cast.cucGioNam.budgetCode! },
        takeDown: () => controls.down('organisationDirectory'),
      },
      close: () => undefined,
    };
  },
  ['outage'],
);
