import fc from 'fast-check';
import { spellingOf } from '../../../src/adapters/testing/arbitraries/hostile-text.js';
import { personIds } from '../../../src/adapters/testing/arbitraries/values.js';
import { parseCmnd } from '../../../src/domain/values/cmnd.js';
import { parsePersonId, personIdOf } from '../../../src/domain/values/person-id.js';
import { runs } from '../../support/fc-runs.js';
import { refusalOf, valueOf } from '../../support/parsed.js';

describe('a CMND', () => {
  it('[CMND-FORMAT] is exactly nine digits', () => {
    expect(parseCmnd('012 000 017')).toEqual({
      ok: true,
      value: { kind: 'cmnd', value: '012000017', raw: '012 000 017', normaliser: 1 },
    });
    for (const raw of ['', '12000017', '0120000170', '048190000017', '01200001l'])
      expect(refusalOf(parseCmnd(raw))).toEqual({ code: 'identifier.cmnd.format', facts: { expectedDigits: 9 } });
  });
});

describe('what is typed as "Số CMT/CCCD"', () => {
  it('[PERSONID-LENGTH] is a CMND with nine digits and a personal number with twelve', () => {
    expect(parsePersonId('012.000.017')).toMatchObject({ ok: true, value: { kind: 'cmnd', value: '012000017' } });
    expect(parsePersonId('048-190-000-017')).toMatchObject({
      ok: true,
      value: { kind: 'personalNumber', value: '048190000017', raw: '048-190-000-017' },
    });
  });

  it.each(['0120000171', '01200001', '04819000001', '0481900000171', 'CMND', '012000o17', '－9'])(
    '[PERSONID-LENGTH] refuses %j',
    (raw) => {
      expect(refusalOf(parsePersonId(raw))).toEqual({
        code: 'identifier.personId.format',
        facts: { expectedDigits: ['9', '12'] },
      });
    },
  );

  it.each(['', '   ', '\u00A0\u200B', '--', '.'])('says that nothing was typed for %j', (raw) => {
    expect(refusalOf(parsePersonId(raw))).toEqual({ code: 'identifier.personId.missing', facts: {} });
  });

  it('[ID-TEXT] is the same person however it is spaced', () => {
    fc.assert(
      fc.property(
        personIds().chain((id) => fc.tuple(fc.constant(id), spellingOf(id.value))),
        ([id, spelling]) => {
          const answer = parsePersonId(spelling);
          expect(answer.ok && personIdOf(answer.value)).toEqual(id);
          expect(answer.ok && answer.value.raw).toBe(spelling);
        },
      ),
      { numRuns: runs },
    );
  });

  it('gives the identifier alone, without the raw text', () => {
    const answer = parsePersonId('012 000 017');
    expect(valueOf<string>(answer)).toBe('012000017');
    expect(answer.ok && personIdOf(answer.value)).toStrictEqual({ kind: 'cmnd', value: '012000017' });
  });
});
