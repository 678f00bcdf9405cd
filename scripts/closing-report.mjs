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

/**
 * `Tests: N passed, N failed[, N skipped]`. A file that could not be loaded counts as one failed test, and so does a
 * skip that nobody explained.
 */
export function closingLine(results, unexplained) {
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites + unexplained;
  const skipped = results.numPendingTests + results.numTodoTests - unexplained;
  const line = `Tests: ${results.numPassedTests} passed, ${failed} failed`;
  return skipped > 0 ? `${line}, ${skipped} skipped` : line;
}

export default class ClosingReport {
  #isFilteredByName;
  #unexplained = 0;
  #text = '';

  constructor(globalConfig) {
    this.#isFilteredByName = Boolean(globalConfig.testNamePattern);
    // jest prints its own summary after every reporter has spoken; the closing line comes after that.
    process.once('exit', () => process.stdout.write(this.#text));
  }

  onRunComplete(_contexts, results) {
    // Tests that were only filtered out by name are no skips.
    const skipped = this.#isFilteredByName ? [] : skippedTests(results);
    this.#unexplained = skipped.filter((test) => test.reason === undefined).length;
    const lines = skipped.map(
      (test) => `  ${test.title}\n    ${test.reason ?? 'NO REASON GIVEN: use skipped(title, reason)'}`,
    );
    const list = lines.length > 0 ? `\nSkipped here, and why:\n${lines.join('\n')}\n` : '';
    this.#text = `${list}\n${closingLine(results, this.#unexplained)}\n`;
  }

  /** What jest asks to know whether a reporter fails the run. */
  getLastError() {
    return this.#unexplained > 0 ? new Error(`${this.#unexplained} skipped without a reason`) : undefined;
  }
}
