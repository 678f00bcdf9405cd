import type { PepperRotation, RotationProgress } from '../../application/claims/pepper-rotation.js';
import { type ExitCode, exitCodes, type Terminal } from './terminal.js';

/** Gives every identifier its key under all active peppers. Ends well only when nothing is left. */
export async function rotatePeppers(rotation: Pick<PepperRotation, 'run'>, terminal: Terminal): Promise<ExitCode> {
  const started = performance.now();
  let told = -1;
  const report = await rotation.run((at) => {
    const tenth = tenthOf(at);
    if (tenth === told) return;
    told = tenth;
    terminal.err(`peppers: ${tenth * 10}% (${at.position}/${at.head}), +${at.renewed}\n`);
  });
  const seconds = ((performance.now() - started) / 1_000).toFixed(1);
  const { accounts, renewed, left, leftAccounts } = report;
  terminal.out(
    `${accounts} tài khoản/accounts, ${renewed} được bổ sung khóa/renewed, ${left} còn thiếu/left, ${seconds} s\n`,
  );
  if (left === 0) return exitCodes.done;
  terminal.err(
    'Chưa được bỏ pepper cũ: các tài khoản này còn thiếu khóa. / The old pepper has to stay: these accounts lack keys.\n',
  );
  for (const accountId of leftAccounts) terminal.err(`  ${accountId}\n`);
  if (left > leftAccounts.length) terminal.err(`  … +${left - leftAccounts.length}\n`);
  return exitCodes.failed;
}

const tenthOf = ({ position, head }: RotationProgress): number =>
  head === 0 ? 10 : Math.floor((position / head) * 10);
