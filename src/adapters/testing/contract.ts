/** One behaviour that every adapter of a port must show. Asserts with node:assert; needs no test framework. */
export interface ContractCase<Subject> {
  readonly title: string;
  /** A capability the case needs; an adapter that does not declare it has the case listed as skipped. */
  readonly needs?: string;
  run(subject: Subject): Promise<void>;
}

export interface Contract<Subject> {
  readonly port: string;
  readonly cases: readonly ContractCase<Subject>[];
}
