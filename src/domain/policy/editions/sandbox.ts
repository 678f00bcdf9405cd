import { instant } from '../../kernel/instant.js';
import type { MethodPolicy, PolicyEdition } from '../edition.js';
import { type CertificateMethod, type SubjectKind, subjectKinds } from '../methods.js';
import {
  addCertificate,
  addProof,
  logInByCertificate,
  logInByEid,
  logInByPassword,
  logInByPost,
  registerByCertificate,
  registerByEid,
  registerByMobile,
  registerByPost,
  registerBySocialInsurance,
  registerInPerson,
} from './columns.js';
import { sandboxNumbers } from './numbers.js';

const open = { basis: 'ours: open in the sandbox' };

const personRows: readonly MethodPolicy[] = [
  {
    method: 'mobileSubscriber',
    subject: 'citizen',
    register: registerByMobile({ aliases: true, ...open }),
    login: logInByPassword({ captcha: true, ...open }),
  },
  {
    method: 'socialInsurance',
    subject: 'citizen',
    register: registerBySocialInsurance({ aliases: true, ...open }),
    login: logInByPassword({ captcha: true, ...open }),
  },
  {
    method: 'vnpost',
    subject: 'citizen',
    register: registerByPost({ aliases: true, ...open }),
    login: logInByPost(open),
  },
  {
    method: 'inPerson',
    subject: 'citizen',
    register: registerInPerson({ aliases: true, ...open }),
    add: addProof(open),
  },
];

const certificateRow = (method: CertificateMethod, subject: SubjectKind): MethodPolicy => ({
  method,
  subject,
  register: registerByCertificate(subject, {
    captcha: method === 'smartCa' || (method === 'usbToken' && subject === 'agency'),
    adviceFirst: method === 'simPki' && subject === 'citizen',
    ...open,
  }),
  add: addCertificate(subject, open),
  login: logInByCertificate(subject, open),
});

const eidRow = (subject: SubjectKind): MethodPolicy => ({
  method: 'vneid',
  subject,
  register: registerByEid(subject, open),
  add: addProof(open),
  login: logInByEid(open),
});

/**
 * For demos, tests and an embedding team's laptop. Open is what can mean anything: a mobile subscription, a
 * social-insurance code, a VNPost account and a counter prove a person, so they stay closed to organisations.
 */
export const sandboxEdition: PolicyEdition = {
  ...sandboxNumbers,
  id: 'sandbox',
  title: 'Sandbox: everything is open, on every date; the law of no day',
  inForceFrom: instant(0),
  basis: 'ours: the union of all documents, and what none of them mentions; never for production.',
  methods: [
    ...personRows,
    ...subjectKinds.flatMap((subject) => [
      certificateRow('usbToken', subject),
      certificateRow('simPki', subject),
      certificateRow('smartCa', subject),
      eidRow(subject),
    ]),
  ],
};
