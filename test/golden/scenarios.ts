import { clear } from '../../src/domain/kernel/personal.js';
import type { PartialDate } from '../../src/domain/values/partial-date.js';
import {
  minute,
  id,
  hex,
  consent,
  keyOf,
  claimOf,
  evidenceOf,
  identifier,
  citizen,
  registered,
  claimed,
  origin,
  counted,
  person,
  company,
  match,
  type Scenario,
} from './scenario-parts.js';

const byMobile: Scenario = {
  about: 'A citizen registers by phone, mistypes the password once, and logs in.',
  events: [
    [
      `registration-${id(1)}`,
      {
        type: 'RegistrationStarted',
        data: {
          registrationId: id(1),
          subject: 'citizen',
          method: 'mobileSubscriber',
          edition: '2024-07',
          steps: ['captcha', 'advisoryDedup', 'smsOtp', 'subscriberMatch', 'password'],
          consent,
          at: minute(0),
          expiresAt: minute(30),
          personal: clear({
            personId: identifier('personalNumber', '079188000423', false),
            name: 'Đặng Thị Ánh Nguyệt',
            birthDate: '1988-04-23' as PartialDate,
            phone: '+84912000111',
          }),
        },
      },
    ],
    [`registration-${id(1)}`, { type: 'OtpConfirmed', data: { at: minute(1) } }],
    [
      `registration-${id(1)}`,
      {
        type: 'IdentityMatched',
        data: { by: 'subscriberRegistry', evidence: match, personal: clear({ identifiers: citizen.identifiers }) },
      },
    ],
    [
      `registration-${id(1)}`,
      {
        type: 'RegistrationPinned',
        data: {
          accountId: id(101),
          keys: [person],
          methodId: id(300),
          phoneId: id(301),
          passwordId: id(302),
          at: minute(3),
        },
      },
    ],
    [claimOf(person), claimed(person, id(101), id(1))],
    [
      `account-${id(101)}`,
      registered(id(1), 'mobileSubscriber', person, match, citizen, { phoneId: id(301), passwordId: id(302) }),
    ],
    [
      `registration-${id(1)}`,
      { type: 'RegistrationEnded', data: { how: 'registered', accountId: id(101), at: minute(3) } },
    ],
    [
      `attempts-${id(101)}`,
      {
        type: 'LoginRefused',
        data: {
          factor: 'password',
          method: 'password',
          code: 'login.refused',
          ...counted(1, minute(5), minute(5)),
        },
      },
    ],
    [
      `account-${id(101)}`,
      {
        type: 'LoggedIn',
        data: {
          loginId: id(401),
          sessionId: id(402),
          at: minute(6),
          method: 'mobileSubscriber',
          level: 'IAL2',
          authentication: 'auth2',
          phoneId: id(301),
          personal: origin,
        },
      },
    ],
  ],
};

const certificate = evidenceOf(2, 'certificate', { taxCode: 'match', name: 'match' });
const enterprise: Scenario = {
  about: 'An enterprise registers by its certificate on a USB token.',
  events: [
    [
      `registration-${id(2)}`,
      {
        type: 'RegistrationStarted',
        data: {
          registrationId: id(2),
          subject: 'enterprise',
          method: 'usbToken',
          edition: '2024-07',
          steps: ['signature', 'holderConfirmation'],
          consent,
          at: minute(0),
          expiresAt: minute(30),
          personal: clear({}),
        },
      },
    ],
    [
      `registration-${id(2)}`,
      {
        type: 'SignatureVerified',
        data: {
          evidence: certificate,
          certificate: hex('3'),
          validUntil: minute(500_000),
          personal: clear({ identifiers: [identifier('taxCode', '0100000007')], name: 'Công ty Mẫu' }),
        },
      },
    ],
    [
      `registration-${id(2)}`,
      { type: 'HolderConfirmed', data: { at: minute(2), personal: clear({ email: 'lienhe@congty.example.vn' }) } },
    ],
    [claimOf(company), claimed(company, id(102), id(2))],
    [
      `account-${id(102)}`,
      registered(id(2), 'usbToken', company, certificate, {
        identifiers: [identifier('taxCode', '0100000007')],
        name: 'Công ty Mẫu',
        email: 'lienhe@congty.example.vn',
        certificate: {
          holder: 'CN=CÔNG TY MẪU, UID=MST:0100000007',
          issuer: 'CN=Sample CA',
          serial: '1f',
          validFrom: '2024-01-01T00:00:00Z',
          validUntil: '2027-01-01T00:00:00Z',
        },
      }),
    ],
  ],
};

const superseded: Scenario = {
  about: 'A registration stops after its claim; another one ends it and takes the identifier over.',
  events: [
    [claimOf(person), claimed(person, id(103), id(3))],
    [`account-${id(103)}`, { type: 'RegistrationSuperseded', data: { registrationId: id(3), by: id(104) } }],
    [claimOf(person), claimed(person, id(104), id(4), id(103))],
    [`account-${id(104)}`, registered(id(4), 'mobileSubscriber', person, match, citizen, { phoneId: id(301) })],
    [
      `account-${id(105)}`,
      {
        type: 'RegistrationRefused',
        data: { registrationId: id(5), code: 'registration.duplicate', facts: { kind: 'personalNumber' } },
      },
    ],
  ],
};

const displaced: Scenario = {
  about: 'A closed account loses its identifier to a new one.',
  events: [
    [claimOf(company), claimed(company, id(106), id(6))],
    [
      `account-${id(106)}`,
      registered(id(6), 'usbToken', company, certificate, { identifiers: [], name: 'Công ty Mẫu' }),
    ],
    [`account-${id(106)}`, { type: 'Closed', data: { ground: 'dissolved', ticket: 'CASE-9', at: minute(50) } }],
    [claimOf(company), claimed(company, id(107), id(7), id(106))],
    [
      `account-${id(107)}`,
      registered(id(7), 'usbToken', company, certificate, { identifiers: [], name: 'Công ty Mẫu' }),
    ],
  ],
};

const alias = keyOf('cmnd', 'c');
const older = evidenceOf(2, 'socialInsuranceRegistry', { personId: 'match', name: 'match' });
const absorbed: Scenario = {
  about: 'An older account, registered with a CMND, is absorbed into the newer one of the same person.',
  events: [
    [
      `account-${id(108)}`,
      registered(id(8), 'socialInsurance', alias, older, {
        ...citizen,
        identifiers: [identifier('cmnd', '024680135')],
      }),
    ],
    [`account-${id(109)}`, registered(id(9), 'vneid', person, match, citizen)],
    [`account-${id(109)}`, { type: 'MergeStarted', data: { mergeId: id(501), absorbs: id(108), at: minute(60) } }],
    [`account-${id(108)}`, { type: 'AbsorbedIntoAccount', data: { mergeId: id(501), into: id(109), at: minute(61) } }],
  ],
};

const erased: Scenario = {
  about: 'A closed account whose personal data was erased: its history still reads.',
  events: [
    [`account-${id(110)}`, registered(id(10), 'mobileSubscriber', person, match, citizen, { phoneId: id(301) })],
    [
      `account-${id(110)}`,
      { type: 'Closed', data: { ground: 'request of the owner', ticket: 'CASE-10', at: minute(50) } },
    ],
    [
      `account-${id(110)}`,
      { type: 'PersonalDataErased', data: { ground: 'request of the owner', ticket: 'CASE-10', at: minute(51) } },
    ],
  ],
  erased: [id(110)],
};

const mark = (officer: string, n: number) =>
  ({ officer, role: 'supervisor', ground: 'papers seen', ticket: 'CASE-11', at: minute(n) }) as const;
const cases: Scenario = {
  about: 'A complaint, a recovery at a counter, and an erasure that two officers decided.',
  events: [
    [
      `case-${id(801)}`,
      {
        type: 'ComplaintOpened',
        data: {
          topic: 'identifierTaken',
          at: minute(60),
          personal: clear({ personId: '079188000423', name: 'Đặng Thị Ánh Nguyệt', phone: '+84912000111', text: 'x' }),
        },
      },
    ],
    [
      `case-${id(801)}`,
      { type: 'ComplaintDecided', data: { ...mark('officer-1', 61), outcome: 'upheld', accountId: id(111) } },
    ],
    [
      `staff-${id(111)}`,
      { type: 'StaffAccessRecorded', data: { ...mark('officer-1', 62), act: 'recover', caseId: id(802) } },
    ],
    [
      `case-${id(802)}`,
      {
        type: 'RecoveryRequested',
        data: {
          ...mark('officer-1', 62),
          accountId: id(111),
          needs: ['phone'],
          papers: ['chipCard'],
          changeId: id(601),
          phoneId: id(302),
          passwordId: id(402),
          expiresAt: minute(122),
        },
      },
    ],
    [`case-${id(802)}`, { type: 'RecoveryDecided', data: { ...mark('officer-1', 63), outcome: 'granted' } }],
    [
      `case-${id(803)}`,
      {
        type: 'ActRequested',
        data: { ...mark('officer-1', 70), act: 'erase', accountId: id(111), expiresAt: minute(10_150) },
      },
    ],
    [`case-${id(803)}`, { type: 'ActDecided', data: { ...mark('officer-2', 71), outcome: 'approved' } }],
  ],
};

/** What was refused beside an account: a certificate of its holder, and an update from the population register. */
const refusedBeside: Scenario = {
  about: 'A good certificate that is bound to no account is refused, and so is a sync under another name.',
  events: [
    [
      `attempts-${id(121)}`,
      {
        type: 'LoginRefused',
        data: {
          factor: 'proof',
          method: 'usbToken',
          code: 'login.certificateUnbound',
          ...counted(1, minute(0), minute(2)),
        },
      },
    ],
    [
      `attempts-${id(121)}`,
      {
        type: 'SyncRefused',
        data: {
          code: 'sync.notConfirmed',
          evidence: [evidenceOf(9, 'populationRegistry', { personId: 'noMatch' })],
          ...counted(2, minute(15), minute(18)),
        },
      },
    ],
  ],
};

const renewed: Scenario = {
  about: 'An account gets keys under a new pepper.',
  events: [
    [`account-${id(122)}`, registered(id(12), 'vneid', person, match, citizen)],
    [`account-${id(122)}`, { type: 'KeysRenewed', data: { keys: [{ ...person, digest: hex('c'), pepper: 'p2' }] } }],
  ],
};

export const scenarios: Readonly<Record<string, Scenario>> = {
  'citizen-registered-and-logged-in': byMobile,
  'enterprise-by-certificate': enterprise,
  'registration-superseded': superseded,
  'claim-displaced': displaced,
  'account-absorbed': absorbed,
  'personal-data-erased': erased,
  'cases-and-staff': cases,
  'refused-beside-an-account': refusedBeside,
  'keys-renewed': renewed,
};
