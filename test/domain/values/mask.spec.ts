import fc from 'fast-check';
import { emails, personIds, personNames, phones } from '../../../src/adapters/testing/arbitraries/values.js';
import { parseEmail } from '../../../src/domain/values/email.js';
import { maskEmail, maskName, maskPersonId, maskPhone } from '../../../src/domain/values/mask.js';
import { parsePersonId } from '../../../src/domain/values/person-id.js';
import { parsePersonName } from '../../../src/domain/values/person-name.js';
import { localPhone, parsePhone } from '../../../src/domain/values/phone.js';
import { runs } from '../../support/fc-runs.js';
import { valueOf } from '../../support/parsed.js';

describe('a masked value', () => {
  it('[MASK-PHONE] shows three digits, four stars and three digits of a phone', () => {
    expect(maskPhone(valueOf(parsePhone('+84950000001')))).toBe('095****001');
    fc.assert(
      fc.property(phones(), (phone) => {
        expect(maskPhone(phone)).toMatch(/^0\d\d\*{4}\d{3}$/);
        expect(maskPhone(phone)).toHaveLength(localPhone(phone).length);
      }),
      { numRuns: runs },
    );
  });

  it('[MASK-PERSON] shows the last three digits of a person id', () => {
    const idOf = (raw: string): string => {
      const read = parsePersonId(raw);
      return read.ok ? maskPersonId(read.value) : '';
    };
    expect(idOf('048190000017')).toBe('*********017');
    expect(idOf('012000017')).toBe('******017');
    fc.assert(
      fc.property(
        personIds(),
        (id) => /^\*+\d{3}$/.test(maskPersonId(id)) && maskPersonId(id).length === id.value.length,
      ),
      { numRuns: runs },
    );
  });

  it('[MASK-PERSON] shows the first letter and the domain of an e-mail address, and not its length', () => {
    const email = (raw: string): string => maskEmail(valueOf(parseEmail(raw)));
    expect(email('ba.le@example.vn')).toBe('b***@example.vn');
    expect(email('ba@example.vn')).toBe('b***@example.vn');
    expect(email('b@example.vn')).toBe('***@example.vn');
    fc.assert(
      fc.property(emails(), (address) => /^.?\*{3}@[a-z.]+$/.test(maskEmail(address))),
      { numRuns: runs },
    );
  });

  it('[MASK-PERSON] shows the initials of a name', () => {
    const initials = (raw: string): string => maskName(valueOf(parsePersonName(raw)));
    expect(initials('Giàng A Đáo')).toBe('G. A. Đ.');
    expect(initials("H'Hen Ưu".normalize('NFD'))).toBe('H. Ư.');
    expect(initials("Lê - 'Ân")).toBe('L. Â.');
    fc.assert(
      fc.property(personNames(), (name) => {
        expect(maskName(name).split(' ')).toHaveLength(name.display.split(' ').length);
        expect(maskName(name)).toMatch(/^(?:\p{L}\. ?)+$/u);
      }),
      { numRuns: runs },
    );
  });
});
