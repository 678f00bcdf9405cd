/** One line of the table: what was measured, the floor measured in the same run, and how they compare. */
export interface Row {
  readonly id: string;
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly floor: { readonly what: string; readonly value: number; readonly unit: string };
  /** value / floor, paired where the two were measured in turns. */
  readonly ratio: number;
  /** The least the ratio is promised to be, where one is promised. */
  readonly target?: number;
}

export interface CaseOptions {
  /** A folder of its own, empty, removed afterwards. */
  readonly directory: string;
  /** Size of the big logs. */
  readonly events: number;
  /** Scales the time given to each measurement. */
  readonly effort: number;
}

export interface Measured {
  readonly rows: readonly Row[];
  /** Of the process that was measured, where that is not the one that ran the case. */
  readonly peakMiB?: number;
}

export interface Case {
  readonly name: string;
  run(options: CaseOptions): Promise<Measured>;
}

export interface CaseResult extends Measured {
  readonly name: string;
  readonly peakMiB: number;
  readonly seconds: number;
}

/** The most memory this process has held so far. */
export const peakMiB = (): number => process.resourceUsage().maxRSS / 1_024;
