// A jest reporter: lists every skipped test with its reason and ends with one line that a machine can read.

const reasonInTitle = /^(.*) \[skipped: (.+)\]$/s;

/** Every skipped or todo test of a run: where it is, and why (undefined: nobody said). */
export function skippedTests(results) {
  return results.testResults.flatMap((file) =>
    file.testResults
      .filter((test) => test.status === 'pending' || test.status === 'todo' || test.status === 'disabled')
      .map((test) => {
        const [, title = test.title, reason] = reasonInTitle.exec(test.title) ?? [];
        return { title: [...test.ancestorTitles, title].join(' › '), reason };
      }),
  );
}

/** `Tests: N passed, N failed[, N skipped]`. A file that could not be loaded counts as one failed test. */
export function closingLine(results) {
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
  const skipped = results.numPendingTests + results.numTodoTests;
  const line = `Tests: ${results.numPassedTests} passed, ${failed} failed`;
  return skipped > 0 ? `${line}, ${skipped} skipped` : line;
}

export default class ClosingReport {
  #isFilteredByName;
  #unexplained = [];

  constructor(globalConfig) {
    this.#isFilteredByName = Boolean(globalConfig.testNamePattern);
  }

  onRunComplete(_contexts, results) {
    const skipped = this.#isFilteredByName ? [] : skippedTests(results);
    this.#unexplained = skipped.filter((test) => test.reason === undefined);
    const lines = skipped.map(
      (test) => `  ${test.title}\n    ${test.reason ?? 'NO REASON GIVEN: use skipped(title, reason)'}`,
    );
    if (lines.length > 0) process.stdout.write(`\nSkipped here, and why:\n${lines.join('\n')}\n`);
    process.stdout.write(`\n${closingLine(results)}\n`);
  }

  /** An unexplained skip fails the run; tests that were only filtered out by name are no skips. */
  getLastError() {
    if (this.#unexplained.length === 0 || this.#isFilteredByName) return undefined;
    return new Error(`${this.#unexplained.length} skipped without a reason`);
  }
}
