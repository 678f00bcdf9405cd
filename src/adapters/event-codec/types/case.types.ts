import type {
  ActDecided,
  ActRequested,
  ComplaintDecided,
  ComplaintDetails,
  ComplaintOpened,
  ComplaintTopic,
  PaperKind,
  RecoveryDecided,
  RecoveryNeed,
  RecoveryRequested,
  StaffAccessRecorded,
} from '../../../domain/case/case.events.js';
import type { StaffAct, StaffRole } from '../../../domain/case/staff-roles.js';
import { field, listOf, oneOf, optional, record, text } from '../shape.js';
import { personal, storedType } from '../stored-type.js';
import { instant } from './common.js';

const staffRole = oneOf<StaffRole>({
  counterOfficer: true,
  supervisor: true,
  dataProtectionOfficer: true,
  auditor: true,
});
const staffAct = oneOf<StaffAct>({
  findAccount: true,
  readAccount: true,
  readCase: true,
  unlockLogin: true,
  recover: true,
  suspend: true,
  reinstate: true,
  close: true,
  decideComplaint: true,
  requestErasure: true,
  approveErasure: true,
  requestReversal: true,
  approveReversal: true,
});
const topic = oneOf<ComplaintTopic>({ identifierTaken: true, notMyLogin: true, other: true });
const need = oneOf<RecoveryNeed>({ phone: true, password: true });
const paper = oneOf<PaperKind>({
  identityCard: true,
  chipCard: true,
  passport: true,
  organisationLicence: true,
  mandate: true,
});

const mark = {
  officer: field(text, 'who of the staff'),
  role: field(staffRole, 'in which role'),
  ground: field(text, 'on which ground'),
  ticket: field(text, "the officer's file"),
  at: field(instant, 'when'),
};

export const complaintDetails = record<ComplaintDetails>('ComplaintDetails', {
  personId: optional(text, 'the identifier it is about, as typed'),
  name: optional(text, 'who complains, as typed'),
  phone: optional(text, 'how to reach them, as typed'),
  email: optional(text, 'how to reach them, as typed'),
  text: field(text, 'what happened, in their words'),
});

/** `case-<id>`: what people at a counter decide. `staff-<account>`: who of them went to the account. */
export const caseTypes = {
  ComplaintOpened: storedType<ComplaintOpened>(
    'ComplaintOpened.v1',
    'ComplaintOpened',
    'case',
    'Somebody complained; nothing of what they say is checked.',
    {
      topic: field(topic, 'about what'),
      at: field(instant, 'when'),
      personal: personal(complaintDetails, 'what they told us'),
    },
  ),
  ComplaintDecided: storedType<ComplaintDecided>(
    'ComplaintDecided.v1',
    'ComplaintDecided',
    'case',
    'An officer decided a complaint.',
    {
      ...mark,
      outcome: field(oneOf<ComplaintDecided['data']['outcome']>({ upheld: true, dismissed: true }), 'how'),
      accountId: optional(text, 'the account it turned out to be about'),
    },
  ),
  RecoveryRequested: storedType<RecoveryRequested>(
    'RecoveryRequested.v1',
    'RecoveryRequested',
    'case',
    'An officer saw papers of somebody who lost the way into an account.',
    {
      ...mark,
      accountId: field(text, 'which account'),
      needs: field(listOf(need), 'what it is to get'),
      papers: field(listOf(paper), 'the papers seen, by kind'),
      changeId: field(text, 'id of the change of phone to be'),
      phoneId: field(text, 'id of the phone to be'),
      passwordId: field(text, "where the new password's hash is to lie in the secret vault"),
      expiresAt: field(instant, 'until when it can be decided'),
    },
  ),
  RecoveryDecided: storedType<RecoveryDecided>(
    'RecoveryDecided.v1',
    'RecoveryDecided',
    'case',
    'A recovery was granted, the code from the new phone being right, or refused.',
    { ...mark, outcome: field(oneOf<RecoveryDecided['data']['outcome']>({ granted: true, refused: true }), 'how') },
  ),
  ActRequested: storedType<ActRequested>(
    'ActRequested.v1',
    'ActRequested',
    'case',
    'An officer asked for an act that needs two.',
    {
      ...mark,
      act: field(oneOf<ActRequested['data']['act']>({ erase: true, reverseMerge: true }), 'which'),
      accountId: field(text, 'the account to erase, or the absorbed one that is to live again'),
      mergeId: optional(text, 'of a reversal: which merge'),
      expiresAt: field(instant, 'until when it can be approved'),
    },
  ),
  ActDecided: storedType<ActDecided>(
    'ActDecided.v1',
    'ActDecided',
    'case',
    'Another officer approved the act, or somebody refused it.',
    { ...mark, outcome: field(oneOf<ActDecided['data']['outcome']>({ approved: true, refused: true }), 'how') },
  ),
  StaffAccessRecorded: storedType<StaffAccessRecorded>(
    'StaffAccessRecorded.v1',
    'StaffAccessRecorded',
    'staff',
    'A member of staff went to the account, to read it or to do something with it; recorded before.',
    { ...mark, act: field(staffAct, 'for what'), caseId: optional(text, 'in which case') },
  ),
};
