import fc from 'fast-check';
import { spellingOf } from '../../../src/adapters/testing/arbitraries/hostile-text.js';
import { socialInsuranceCodes } from '../../../src/adapters/testing/arbitraries/values.js';
import { parseSocialInsuranceCode } from '../../../src/domain/values/social-insurance-code.js';
import { runs } from '../../support/fc-runs.js';
import { refusalOf, valueOf } from '../../support/parsed.js';

describe('a social-insurance code', () => {
  it('[BHXH-FORMAT] is exactly ten digits, leading zeros kept', () => {
    expect(parseSocialInsuranceCode('0000 0000 17')).toEqual({
      ok: true,
      value: { kind: 'socialInsuranceCode', value: '0000000017', raw: '0000 0000 17', normaliser: 1 },
    });
    for (const raw of ['', '17', '000000001', '00000000017', 'BH00000017'])
      expect(refusalOf(parseSocialInsuranceCode(raw))).toEqual({
        code: 'identifier.socialInsuranceCode.format',
        facts: { expectedDigits: 10 },
      });
  });

  it('[ID-TEXT] is the same code however it is spaced', () => {
    fc.assert(
      fc.property(
        socialInsuranceCodes().chain((code) => fc.tuple(fc.constant(code), spellingOf(code))),
        ([code, spelling]) => valueOf(parseSocialInsuranceCode(spelling)) === code,
      ),
      { numRuns: runs },
    );
  });
});
