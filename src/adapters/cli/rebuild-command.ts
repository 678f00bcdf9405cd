import progress from 'cli-progress';
import type { Projector, RebuildProgress } from '../../application/projections/projector.js';
import { type ExitCode, exitCodes, type Terminal } from './terminal.js';
import { textTable } from './text-table.js';

/** Rebuilds projections one after the other, while readers keep the live ones. */
export async function rebuildProjections(
  projectors: readonly Projector[],
  name: string | undefined,
  terminal: Terminal,
): Promise<ExitCode> {
  const chosen = projectors.filter((one) => name === undefined || one.name === name);
  if (chosen.length === 0) {
    const known = projectors.map((one) => one.name).join(', ');
    terminal.err(`Không có bảng dẫn xuất ${name}. / There is no projection ${name}. (${known})\n`);
    return exitCodes.notFound;
  }
  for (const projector of chosen) {
    const started = performance.now();
    const meter = terminal.isWatched ? makeBar(projector.name) : makeLines(terminal);
    let last: RebuildProgress | undefined;
    await projector.rebuild((at) => {
      last = at;
      meter.tell(at);
    });
    meter.end();
    const seconds = ((performance.now() - started) / 1_000).toFixed(1);
    terminal.out(`${projector.name}: ${last?.position ?? 0} vị trí/positions, ${seconds} s\n`);
  }
  return exitCodes.done;
}

/** How far each projection is behind the log. */
export async function projectionsStatus(
  projectors: readonly Pick<Projector, 'progress'>[],
  terminal: Terminal,
): Promise<ExitCode> {
  const rows: string[][] = [];
  for (const projector of projectors) {
    const { projection, position, head } = await projector.progress();
    rows.push([projection, String(position), String(head), String(Math.max(0, head - position))]);
  }
  terminal.out(
    textTable(
      [
        ['Bảng dẫn xuất', 'Vị trí', 'Cuối nhật ký', 'Còn thiếu'],
        ['Projection', 'Position', 'Head of the log', 'Behind'],
      ],
      rows,
    ),
  );
  return exitCodes.done;
}

interface Meter {
  tell(at: RebuildProgress): void;
  end(): void;
}

function makeBar(name: string): Meter {
  const bar = new progress.SingleBar(
    {
      format: `${name} [{bar}] {percentage}% | {value}/{total} | {eta_formatted}`,
      stream: process.stderr,
      hideCursor: true,
    },
    progress.Presets.shades_classic,
  );
  bar.start(0, 0);
  return {
    tell({ position, head }) {
      bar.setTotal(head);
      bar.update(position);
    },
    end: () => bar.stop(),
  };
}

/** For logs: a line at every tenth. */
function makeLines(terminal: Terminal): Meter {
  let told = -1;
  return {
    tell({ projection, position, head }) {
      const tenth = head === 0 ? 10 : Math.floor((position / head) * 10);
      if (tenth === told) return;
      told = tenth;
      terminal.err(`${projection}: ${tenth * 10}% (${position}/${head})\n`);
    },
    end: () => undefined,
  };
}
