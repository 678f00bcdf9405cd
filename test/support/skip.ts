/**
 * Says that a test cannot run here, and why. It is the only way to skip one: the closing report lists every skipped
 * test with its reason, and a skipped test without a reason fails the run.
 */
export function skipped(title: string, reason: string): void {
  if (reason.trim() === '') throw new Error(`A skipped test needs a reason: ${title}`);
  it.skip(`${title} [skipped: ${reason}]`, () => undefined);
}
