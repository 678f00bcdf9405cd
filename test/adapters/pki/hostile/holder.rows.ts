import type { SubjectKind } from '../../../../src/domain/policy/methods.js';
import * as der from '../../../../src/adapters/pki/der/writer.js';
import type { Attribute } from '../support/forged-names.js';
import { row, type RowGroup } from './row.js';

const name: Attribute = ['CN', 'NGUYỄN VĂN AN'];
const person: Attribute = ['UID', 'CCCD:001090990001'];
const enterprise: Attribute = ['UID', 'MST:0199000017'];

const named = (what: string, code: string, subject: readonly Attribute[], kind: SubjectKind = 'citizen') =>
  row(what, code, (world) => ({ signature: world.cms(world.holder({ subject })), subject: kind }));

/** Genuine certificates whose subject says something that must not open an account. */
export const holderRows: RowGroup = {
  title: 'The holder',
  rows: [
    named('a Cyrillic letter in the name', 'certificate.nameLookalike', [['CN', 'NGUYỄN VĂN АN'], person]),
    named('full-width letters in the name', 'certificate.nameLookalike', [['CN', 'ＮＧＵＹＥＮ VAN AN'], person]),
    named('a name turned around', 'certificate.nameCharacters', [['CN', 'NGUYỄN \u202EnA NĂV'], person]),
    named('an invisible letter in the name', 'certificate.nameCharacters', [['CN', 'NGUYỄN\u200B VĂN AN'], person]),
    named('a line break in the name', 'certificate.nameCharacters', [['CN', 'NGUYỄN VĂN AN\nTRẦN THỊ BA'], person]),
    named('no name', 'certificate.nameMissing', [person]),
    named('a name of three hundred letters', 'certificate.nameTooLong', [['CN', 'A'.repeat(300)], person]),
    named('two names', 'certificate.severalNames', [name, ['CN', 'TRẦN THỊ BA'], person]),
    named('eleven digits under CMND', 'certificate.personIdFormat', [name, ['UID', 'CMND:00109099001']]),
    named('thirteen digits under CCCD', 'certificate.personIdFormat', [name, ['UID', 'CCCD:0010909900011']]),
    named('a letter for a digit', 'certificate.personIdFormat', [name, ['UID', 'CCCD:O01090990001']]),
    named('two personal numbers that differ', 'certificate.severalPersons', [
      name,
      person,
      ['UID', 'CCCD:031079990004'],
    ]),
    named('a personal number and another one under MST', 'certificate.severalPersons', [
      name,
      person,
      ['UID', 'MST:031079990004'],
    ]),
    named('two CMNDs', 'certificate.severalPersons', [name, ['UID', 'CMND:012990001'], ['UID', 'CMND:190990002']]),
    named('a personal number beside one that cannot be read', 'certificate.personIdFormat', [
      name,
      person,
      ['UID', 'CMND:1'],
    ]),
    named('an enterprise’s certificate, for a citizen', 'certificate.noPersonId', [name, enterprise]),
    named('a passport alone', 'certificate.noPersonId', [name, ['UID', 'HC:B1234567']]),
    named('a number that hides in the name', 'certificate.noPersonId', [
      ['CN', 'NGUYỄN VĂN AN, UID=CCCD:001090990001'],
    ]),
    named('a number in a field that is no UID', 'certificate.noPersonId', [name, ['OU', 'UID=CCCD:001090990001']]),
    named('a number in bytes that are no text', 'certificate.noPersonId', [
      name,
      ['UID', der.octetString(Buffer.from('CCCD:001090990001'))],
    ]),
    named('a prefix without a number', 'certificate.numberMissing', [name, ['UID', 'CCCD:']]),
    named('twenty numbers', 'certificate.tooManyNumbers', [
      name,
      ...Array.from({ length: 20 }, (): Attribute => person),
    ]),
    named(
      'a tax code with a wrong check digit',
      'certificate.taxCodeCheckDigit',
      [name, ['UID', 'MST:0199000018']],
      'enterprise',
    ),
    named('a tax code of nine digits', 'certificate.taxCodeFormat', [name, ['UID', 'MST:019900001']], 'enterprise'),
    named('a branch of zeros', 'certificate.taxCodeFormat', [name, ['UID', 'MST:0199000017-000']], 'enterprise'),
    named(
      'two tax codes that differ',
      'certificate.severalOrganisations',
      [name, enterprise, ['UID', 'MST:0199000024']],
      'enterprise',
    ),
    named(
      'a UID and an organisation identifier that differ',
      'certificate.severalOrganisations',
      [name, enterprise, ['ORGID', 'VATVN-0199000024']],
      'enterprise',
    ),
    named(
      'a person in an enterprise, for the enterprise',
      'certificate.personInOrganisation',
      [name, person, enterprise],
      'enterprise',
    ),
    named(
      'a foreigner in an enterprise, for the enterprise',
      'certificate.personInOrganisation',
      [name, ['UID', 'HC:B1234567'], enterprise],
      'enterprise',
    ),
    named(
      'twelve digits under MST, for an enterprise',
      'certificate.personInOrganisation',
      [name, ['UID', 'MST:001090990001']],
      'enterprise',
    ),
    named('a certificate without numbers, for an enterprise', 'certificate.noTaxCode', [name], 'enterprise'),
    row('a civil servant’s certificate, for the agency', 'certificate.personInOrganisation', (world) => ({
      signature: world.cms(world.holder({ authority: world.governmentCa, subject: [name, person, enterprise] })),
      subject: 'agency',
    })),
  ],
};
