import { readFileSync } from 'node:fs';
import { type MsspSettings, readMsspSettings } from '../adapters/mssp/settings.js';
import { readSmartCaSettings, type SmartCaSettings } from '../adapters/smart-ca/settings.js';
import { type PkiConfig, pkiSettingNames, readPkiConfig } from './pki-config.js';
import { type ConfigProblem, type Flags, variableOf } from './settings.js';

/** The counterparties for which there is an adapter, as configured; those left out stay the sandbox's. */
export interface CounterpartiesConfig {
  readonly pki?: PkiConfig;
  readonly mssp?: MsspSettings;
  readonly smartCa?: SmartCaSettings;
}

export type CounterpartiesRead =
  | { readonly ok: true; readonly config: CounterpartiesConfig }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/** Each names a JSON file: settings of these clients hold passwords and keys, which belong into no variable. */
const files = { mssp: readMsspSettings, smartCa: readSmartCaSettings };

export const counterpartySettingNames: readonly string[] = [...Object.keys(files), ...pkiSettingNames];

/** Everything that is wrong is named, not only the first; nothing that a file holds is repeated. */
export function readCounterparties(variables: Flags): CounterpartiesRead {
  const problems: ConfigProblem[] = [];
  const read = <T>(name: keyof typeof files, check: (settings: T) => unknown): T | undefined => {
    const path = variables[variableOf(name)];
    if (path === undefined) return undefined;
    try {
      const settings = parsed<T>(path);
      check(settings);
      return settings;
    } catch (error) {
      const { message } = error as Error;
      const setting = variableOf(name);
      problems.push({ setting, given: path, vi: `không dùng được (${message})`, en: `cannot be used (${message})` });
      return undefined;
    }
  };
  const mssp = read<MsspSettings>('mssp', files.mssp);
  const smartCa = read<SmartCaSettings>('smartCa', files.smartCa);
  const isPkiGiven = pkiSettingNames.some((name) => variables[variableOf(name)] !== undefined);
  const pki = isPkiGiven ? readPkiConfig({}, variables) : undefined;
  if (pki !== undefined && !pki.ok) problems.push(...pki.problems);
  if (problems.length > 0) return { ok: false, problems };
  const anchors = pki?.ok === true ? pki.config : undefined;
  return {
    ok: true,
    config: {
      ...(anchors !== undefined && { pki: anchors }),
      ...(mssp !== undefined && { mssp }),
      ...(smartCa !== undefined && { smartCa }),
    },
  };
}

function parsed<T>(path: string): T {
  const text = readFileSync(path, 'utf8');
  try {
    return JSON.parse(text) as T;
  } catch {
    // The parser's own message quotes the text, which holds a password.
    throw new TypeError('not JSON');
  }
}
