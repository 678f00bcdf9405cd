export interface ConfigProblem {
  readonly setting: string;
  readonly given: string;
  readonly vi: string;
  readonly en: string;
}

/** From a command line, in commander's spelling, or from the environment. */
export type Flags = Readonly<Record<string, string | undefined>>;

export interface Setting<T> {
  /** `--log-level`, in commander's spelling `logLevel`; the variable is `DINHDANH_LOG_LEVEL`. */
  readonly name: string;
  readonly fallback: T;
  /** `undefined`: not one of the values it can have. */
  readonly read: (text: string) => T | undefined;
  readonly vi: string;
  readonly en: string;
}

export const setting = <T>(one: Setting<T>): Setting<T> => one;

export const wholeNumber =
  (min: number, max: number) =>
  (text: string): number | undefined => {
    const value = Number(text);
    return /^\d{1,9}$/.test(text) && value >= min && value <= max ? value : undefined;
  };
export const oneOf =
  <T extends string>(words: readonly T[]) =>
  (text: string): T | undefined =>
    words.find((word) => word === text);
export const nonEmpty = (text: string): string | undefined => (text.trim() === '' ? undefined : text);

const withSeparator = (name: string, separator: string): string =>
  name.replace(/[A-Z]/g, (letter) => `${separator}${letter.toLowerCase()}`);
export const flagOf = (name: string): string => `--${withSeparator(name, '-')}`;
export const variableOf = (name: string): string => `DINHDANH_${withSeparator(name, '_').toUpperCase()}`;

/** Reads settings one by one, flags before variables before defaults, and remembers what is wrong with each. */
export function settingsReader(flags: Flags, variables: Flags) {
  const problems: ConfigProblem[] = [];
  const given = (name: string): string | undefined => flags[name] ?? variables[variableOf(name)];
  const read = <T>({ name, fallback, read: parse, vi, en }: Setting<T>): T => {
    const text = given(name);
    if (text === undefined) return fallback;
    const value = parse(text);
    if (value !== undefined) return value;
    problems.push({ setting: flags[name] === undefined ? variableOf(name) : flagOf(name), given: text, vi, en });
    return fallback;
  };
  return { problems, given, read };
}

/** For the terminal, Vietnamese first. */
export const describeProblems = (problems: readonly ConfigProblem[]): string =>
  [
    'Cấu hình sai / Wrong configuration:',
    ...problems.flatMap(({ setting, given, vi, en }) => [
      `  ${setting} = ${JSON.stringify(given)}`,
      `    ${vi}.`,
      `    ${en}.`,
    ]),
  ].join('\n');
