import fc from 'fast-check';
import { invisibleSpellingOf } from '../../../src/adapters/testing/arbitraries/hostile-text.js';
import { oldOrganisationCodeTexts, organisationCodes } from '../../../src/adapters/testing/arbitraries/values.js';
import { parseOrganisationCode, renderOldOrganisationCode } from '../../../src/domain/values/organisation-code.js';
import { runs } from '../../support/fc-runs.js';
import { refusalOf, valueOf } from '../../support/parsed.js';

const code = (raw: string) => valueOf(parseOrganisationCode(raw));

describe('an agency code', () => {
  it.each([
    ['000.00.00.H77', 'H77'],
    ['000.00.05.H77', 'H77.05'],
    ['000.06.05.H77', 'H77.05.06'],
    ['012.06.05.H77', 'H77.05.06.012'],
    ['012.00.05.H77', 'H77.05.012'],
    ['012.00.00.H77', 'H77.012'],
  ])('[ORG-FORMS] %s and %s are one code', (old, canonical) => {
    expect(code(old)).toBe(canonical);
    expect(code(canonical)).toBe(canonical);
    expect(renderOldOrganisationCode(code(canonical))).toBe(old);
  });

  it('[ORG-FORMS] keeps the text and the version it was read with', () => {
    expect(parseOrganisationCode(' g77.5 ')).toEqual({
      ok: true,
      value: { kind: 'organisationCode', value: 'G77.5', raw: ' g77.5 ', normaliser: 1 },
    });
  });

  it.each(['H77.5', 'H77.B7', 'H77.05.06.07', 'H77.012.05', 'H77.12345678', 'H77.01.02.03.04.05'])(
    '[ORG-FORMS] %s has no old form',
    (raw) => {
      expect(renderOldOrganisationCode(code(raw))).toBeUndefined();
    },
  );

  it.each([
    ...['', 'H7', 'H777', '77.H', 'H77.', '.H77', 'H77..05', 'H77.00', 'H77.05.000', 'H77.123456789', 'H77-05'],
    ...['00.00.05.H77', '000.00.05.H77.01', 'Ħ77', 'ſ77', '\u212A77', `H77${'.12345678'.repeat(4)}`],
  ])('[ORG-FORMS] refuses %j', (raw) => {
    expect(refusalOf(parseOrganisationCode(raw)).code).toBe('identifier.organisationCode.format');
  });

  it('[ORG-LEVELS] is refused with a third level but no second: it would read as another agency', () => {
    expect(refusalOf(parseOrganisationCode('000.05.00.H77')).code).toBe('identifier.organisationCode.levels');
    expect(refusalOf(parseOrganisationCode('012.05.00.H77')).code).toBe('identifier.organisationCode.levels');
  });

  it('[ORG-FORMS] goes to the old form and back unchanged', () => {
    fc.assert(
      fc.property(oldOrganisationCodeTexts(), (old) => renderOldOrganisationCode(code(old)) === old),
      { numRuns: runs },
    );
    fc.assert(
      fc.property(
        organisationCodes(),
        (canonical) => code(renderOldOrganisationCode(canonical) ?? canonical) === canonical,
      ),
      { numRuns: runs },
    );
  });

  it('[ORG-FORMS] of different agencies differ', () => {
    fc.assert(
      fc.property(
        oldOrganisationCodeTexts(),
        oldOrganisationCodeTexts(),
        (a, b) => (code(a) === code(b)) === (a === b),
      ),
      { numRuns: runs },
    );
  });

  it('[ID-TEXT] is the same code however it is spaced and cased', () => {
    const spelled = organisationCodes().chain((canonical) =>
      fc.tuple(fc.constant(canonical), invisibleSpellingOf(renderOldOrganisationCode(canonical) ?? canonical)),
    );
    fc.assert(
      fc.property(spelled, ([canonical, spelling]) => code(spelling.toLowerCase()) === canonical),
      { numRuns: runs },
    );
  });
});
