import { eidProviderContract } from '../../src/adapters/testing/contracts/eid-provider.contract.js';
import { minutes } from '../../src/domain/kernel/instant.js';
import { bindContract } from '../support/bind-contract.js';
import { testSandbox } from '../support/test-sandbox.js';

bindContract(
  eidProviderContract,
  'sandbox',
  () => {
    const { sandbox, pass } = testSandbox();
    const { cast, controls, eidProvider } = sandbox;
    const logIn = async (who: string, pageUrl: string, onBehalfOf?: string): Promise<string> => {
      const login = eidProvider.logIn(who, pageUrl, onBehalfOf);
      if (login.kind === 'refused') throw new Error(login.reason);
      return login.code;
    };
    const { personalNumber, name, birthDate, gender } = cast.loan;
    return {
      subject: {
        provider: eidProvider,
        logIn: (pageUrl) => logIn('loan', pageUrl),
        known: { personalNumber, name, birthDate, gender, level: 'eid2' as const },
        redirectUri: 'https://portal.example/callback',
        expire: () => pass(minutes(10)),
        logInLocked: (pageUrl) => logIn('kien', pageUrl),
        logInFor: (pageUrl) => logIn('loan', pageUrl, 'mayTrang'),
        organisation: { taxCode: cast.mayTrang.taxCode, name: cast.mayTrang.name },
        takeDown: () => controls.down('eidProvider'),
      },
      close: () => undefined,
    };
  },
  ['lapse of time', 'locked accounts', 'organisations', 'outage'],
);
