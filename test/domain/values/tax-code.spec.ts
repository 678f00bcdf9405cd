import fc from 'fast-check';
import { stdnum } from 'stdnum';
import { nearMissOf, spellingOf } from '../../../src/adapters/testing/arbitraries/hostile-text.js';
import { branchTaxCodes, enterpriseTaxCodes, taxCodes } from '../../../src/adapters/testing/arbitraries/values.js';
import {
  isBranch,
  parseTaxCode,
  renderTaxCode,
  taxCodeCheckDigit,
  taxCodeParent,
} from '../../../src/domain/values/tax-code.js';
import { runs } from '../../support/fc-runs.js';
import { refusalOf, valueOf } from '../../support/parsed.js';

/** 31*9 + 29*9 + 5*1 + 3*7 = 566 = 51*11 + 5, so the tenth digit is 10 - 5. */
const enterprise = '9900000175';

describe('a tax code', () => {
  it('[MST-FORMAT] has ten digits', () => {
    expect(parseTaxCode('99.0000017-5')).toEqual({
      ok: true,
      value: { kind: 'taxCode', value: enterprise, raw: '99.0000017-5', normaliser: 1 },
    });
    for (const raw of ['', '990000017', '99000001750', '99000001750010', 'MST:9900000175', '990000017S'])
      expect(refusalOf(parseTaxCode(raw))).toEqual({
        code: 'identifier.taxCode.format',
        facts: { expectedDigits: ['10', '13'] },
      });
  });

  it('[MST-FORMAT] has a serial that is not all zeros', () => {
    const zeroSerial = `990000000${taxCodeCheckDigit('990000000') ?? ''}`;
    expect(zeroSerial).toHaveLength(10);
    expect(refusalOf(parseTaxCode(zeroSerial)).code).toBe('identifier.taxCode.serial');
  });

  it('[MST-CHECK] is refused when any one digit is wrong', () => {
    const oneDigitWrong = fc.record({
      code: taxCodes(),
      at: fc.nat(9),
      by: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(oneDigitWrong, ({ code, at, by }) => {
        const digit = (Number(code.charAt(at)) + by) % 10;
        const wrong = code.slice(0, at) + String(digit) + code.slice(at + 1);
        expect(['identifier.taxCode.checkDigit', 'identifier.taxCode.serial']).toContain(
          refusalOf(parseTaxCode(wrong)).code,
        );
      }),
      { numRuns: runs },
    );
    expect(refusalOf(parseTaxCode('9900000174')).code).toBe('identifier.taxCode.checkDigit');
  });

  it('[MST-CHECK] was never issued where the formula gives 10', () => {
    const nine = Array.from({ length: 100 }, (_, serial) => `99${String(serial + 1).padStart(7, '0')}`);
    const neverIssued = nine.filter((digits) => taxCodeCheckDigit(digits) === undefined);
    expect(neverIssued.length).toBeGreaterThan(0);
    for (const digits of neverIssued)
      for (const check of '0123456789')
        expect(refusalOf(parseTaxCode(digits + check)).code).toBe('identifier.taxCode.checkDigit');
  });

  it('[MST-BRANCH] has thirteen digits for a branch, which is not its parent', () => {
    const branch = valueOf(parseTaxCode(`${enterprise}-017`));
    expect(branch).toBe('9900000175017');
    expect(isBranch(branch)).toBe(true);
    expect(taxCodeParent(branch)).toBe(enterprise);
    expect(renderTaxCode(branch)).toBe('9900000175-017');
    const parent = valueOf(parseTaxCode(enterprise));
    expect(isBranch(parent)).toBe(false);
    expect(taxCodeParent(parent)).toBe(parent);
    expect(renderTaxCode(parent)).toBe(enterprise);
    expect(refusalOf(parseTaxCode(`${enterprise}-000`)).code).toBe('identifier.taxCode.branch');
  });

  it('[MST-BRANCH] of a branch has a parent that is read as an enterprise', () => {
    fc.assert(
      fc.property(branchTaxCodes(), (code) => {
        const parent = valueOf(parseTaxCode(taxCodeParent(code)));
        expect(isBranch(parent)).toBe(false);
        expect(valueOf(parseTaxCode(renderTaxCode(code)))).toBe(code);
      }),
      { numRuns: runs },
    );
  });

  it('[MST-PERSON] of twelve digits is a person, whatever its digits', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{12}$/), (raw) => {
        expect(refusalOf(parseTaxCode(raw)).code).toBe('identifier.taxCode.isPerson');
      }),
      { numRuns: runs },
    );
  });

  it('[ID-TEXT] is the same code however it is spaced', () => {
    fc.assert(
      fc.property(
        taxCodes().chain((code) => fc.tuple(fc.constant(code), spellingOf(renderTaxCode(code)))),
        ([code, spelling]) => valueOf(parseTaxCode(spelling)) === code,
      ),
      { numRuns: runs },
    );
  });
});

describe('tax codes and the package stdnum', () => {
  const agrees = (raw: string): void => {
    expect([raw, parseTaxCode(raw).ok]).toEqual([raw, stdnum['VN']?.['mst']?.validate(raw).isValid]);
  };

  it('[MST-CHECK] agree on generated codes and their near misses', () => {
    const near = fc
      .oneof(enterpriseTaxCodes(), branchTaxCodes())
      .chain((code) => fc.oneof(fc.constant(code), nearMissOf(code)));
    fc.assert(
      fc.property(
        near.filter((raw) => /^[0-9 .-]*$/.test(raw) && !raw.startsWith('00')),
        agrees,
      ),
      { numRuns: runs },
    );
  });

  it('[MST-FORMAT] agree on any digits, but for the range 00, which no published rule closes', () => {
    fc.assert(fc.property(fc.stringMatching(/^[0-9][1-9][0-9]{6,12}$/), agrees), { numRuns: runs });
    const range00 = `000000017${taxCodeCheckDigit('000000017') ?? ''}`;
    expect(parseTaxCode(range00).ok).toBe(true);
    expect(stdnum['VN']?.['mst']?.validate(range00).isValid).toBe(false);
  });
});
