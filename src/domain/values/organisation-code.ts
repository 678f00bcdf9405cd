import type { Brand } from '../kernel/brand.js';
import { parsed, unparsed, type Parsed } from '../kernel/refusal.js';
import type { Normalised } from './normalised.js';
import { foldWidth, longestIdentifierText, withoutInvisibles } from './text.js';

/**
 * Mã định danh điện tử of a state agency, canonical in the form of Quyết định 20/2020/QĐ-TTg: top level first, one part
 * a level (`H77.05.012`). The form of QCVN 102:2016/BTTTT (`012.00.05.H77`, lowest level first) is read as well.
 */
export type OrganisationCode = Brand<string, 'OrganisationCode'>;

export type OrganisationCodeRefusal = 'identifier.organisationCode.format' | 'identifier.organisationCode.levels';

export const organisationCodeNormaliser = 1;

const longestCode = 35;
const oldForm = /^(?<level4>\d{3})\.(?<level3>\d{2})\.(?<level2>\d{2})\.(?<level1>[A-Za-z]\d{2})$/;
const newForm = /^[A-Z]\d{2}(?:\.(?!0+(?:\.|$))[A-Z0-9]{1,8})*$/;

export function parseOrganisationCode(
  raw: string,
): Parsed<Normalised<'organisationCode', OrganisationCode>, OrganisationCodeRefusal> {
  if (raw.length > longestIdentifierText) return unparsed('identifier.organisationCode.format');
  const text = withoutInvisibles(foldWidth(raw)).replace(/\p{White_Space}/gu, '');
  const old = oldForm.exec(text)?.groups;
  if (old?.['level2'] === '00' && old['level3'] !== '00') return unparsed('identifier.organisationCode.levels');
  const code = old === undefined ? upperAscii(text) : fromOldForm(text);
  if (code.length > longestCode || !newForm.test(code)) return unparsed('identifier.organisationCode.format');
  return parsed({
    kind: 'organisationCode',
    value: code as OrganisationCode,
    raw,
    normaliser: organisationCodeNormaliser,
  });
}

/** Zeros say that a level is absent. Without a second level a third one would read as the second: refused above. */
const fromOldForm = (text: string): string =>
  upperAscii(
    text
      .split('.')
      .reverse()
      .filter((part) => !/^0+$/.test(part))
      .join('.'),
  );

/** Not toUpperCase: that would let letters in that merely have an ASCII capital. */
const upperAscii = (text: string): string => text.replace(/[a-z]/g, (letter) => letter.toUpperCase());

const oldFormFits = /^(?<level1>[A-Z]\d{2})(?:\.(?<level2>\d{2})(?:\.(?<level3>\d{2}))?)?(?:\.(?<level4>\d{3}))?$/;

/** The form of QCVN 102:2016/BTTTT, or `undefined` for a code that only the new form can write. */
export function renderOldOrganisationCode(code: OrganisationCode): string | undefined {
  const levels = oldFormFits.exec(code)?.groups;
  if (levels === undefined) return undefined;
  return [levels['level4'] ?? '000', levels['level3'] ?? '00', levels['level2'] ?? '00', levels['level1']].join('.');
}
