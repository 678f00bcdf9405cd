import { parsed } from '../../../domain/kernel/refusal.js';
import { renderTaxCode } from '../../../domain/values/tax-code.js';
import type { CellParser } from './cells.js';
import type { CertificateCarrier, CertificateSpec, CertificateState } from './person.js';
import { readTaxCode } from './value-readers.js';

const carriers: readonly CertificateCarrier[] = ['usb', 'sim', 'smartCa'];
const states: readonly CertificateState[] = ['valid', 'expired', 'revoked', 'notYetValid'];
const hierarchies: readonly CertificateSpec['hierarchy'][] = ['public', 'government', 'rogue'];
const namings: readonly CertificateSpec['names'][] = ['personalNumber', 'cmnd', 'taxPerson', 'none'];

/** What a certificate is when its text does not say otherwise. */
export type CertificateDefaults = Pick<CertificateSpec, 'state' | 'hierarchy' | 'names'>;

export const personDefaults: CertificateDefaults = { state: 'valid', hierarchy: 'public', names: 'personalNumber' };
export const enterpriseDefaults: CertificateDefaults = { state: 'valid', hierarchy: 'public', names: 'none' };
export const agencyDefaults: CertificateDefaults = { state: 'valid', hierarchy: 'government', names: 'none' };

const grammar = `${carriers.join('|')}[:${states.join('|')}][:${hierarchies.join('|')}][:${namings.join('|')}][@tax code]`;

/** Reads `usb`, `sim:expired`, `smartCa:cmnd`, `usb@0199000019`: a carrier, what is special, and whom it signs for. */
export const certificateSpecReader =
  (defaults: CertificateDefaults): CellParser<CertificateSpec> =>
  (text) => {
    const [words = '', enterprise, ...more] = text.split('@');
    const [carrierWord, ...flags] = words.split(':').map((word) => word.trim());
    const carrier = carriers.find((one) => one === carrierWord);
    const state = flags.flatMap((flag) => states.filter((one) => one === flag));
    const hierarchy = flags.flatMap((flag) => hierarchies.filter((one) => one === flag));
    const names = flags.flatMap((flag) => namings.filter((one) => one === flag));
    const understood = state.length + hierarchy.length + names.length === flags.length;
    const once = [state, hierarchy, names].every((found) => found.length <= 1) && more.length === 0;
    if (carrier === undefined || !understood || !once) return { ok: false, expected: grammar };
    const taxCode = enterprise === undefined ? undefined : readTaxCode(enterprise);
    if (taxCode?.ok === false) return taxCode;
    return parsed({
      carrier,
      state: state[0] ?? defaults.state,
      hierarchy: hierarchy[0] ?? defaults.hierarchy,
      names: names[0] ?? defaults.names,
      ...(taxCode === undefined ? {} : { enterprise: taxCode.value }),
    });
  };

export function writeCertificateSpec(spec: CertificateSpec, defaults: CertificateDefaults): string {
  const flags = (['state', 'hierarchy', 'names'] as const)
    .filter((part) => spec[part] !== defaults[part])
    .map((part) => `:${spec[part]}`);
  const signsFor = spec.enterprise === undefined ? '' : `@${renderTaxCode(spec.enterprise)}`;
  return `${spec.carrier}${flags.join('')}${signsFor}`;
}
