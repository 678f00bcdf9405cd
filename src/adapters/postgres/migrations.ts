import { createHash } from 'node:crypto';
import type { PostgresDatabase, Run } from './database.js';
import { PostgresMisconfigured } from './options.js';
import { checkServer } from './server-checks.js';

export interface Tables {
  /** The port, as `Unavailable` names it. */
  readonly port: string;
  /** Whose tables these are; each component has migrations of its own. */
  readonly component: string;
  /** Statements, without the schema's name, that bring the tables from one version to the next; only ever appended to. */
  readonly migrations: readonly string[];
}

interface Step {
  readonly sql: string;
  readonly step: number;
  readonly digest: string;
}

/**
 * Checks the server and brings the tables to this program's version, once, whoever else starts at the same time. A role that
 * may make no tables finds them made or is told; tables of a newer program are refused. `PostgresMisconfigured`,
 * `Unavailable`.
 */
export async function prepare(database: PostgresDatabase, { port, component, migrations }: Tables): Promise<void> {
  const { schema } = database;
  const steps = migrations.map((sql, index) => ({ sql, step: index + 1, digest: digestOf(sql) }));
  const isReady = await database.start(port, async (run) => {
    await checkServer(run);
    return (await missing(run, schema, component, steps)).length === 0;
  });
  if (isReady) return;
  await database.start(port, async (run) => {
    // Held until the commit; everybody else who starts waits here and then finds nothing to do.
    await run(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [`dinhdanh migrations ${schema}`]);
    const [found] = await run('SELECT to_regnamespace($1) IS NULL AS is_missing', [schema]);
    if (found?.['is_missing'] === true) await run(`CREATE SCHEMA ${schema}`);
    await run(`CREATE TABLE IF NOT EXISTS ${schema}.migrations (
      component text COLLATE "C" NOT NULL, step integer NOT NULL, digest text NOT NULL,
      applied_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (component, step))`);
    await run(`SELECT set_config('search_path', $1, true)`, [schema]);
    for (const { sql, step, digest } of await missing(run, schema, component, steps)) {
      await run(sql);
      await run(`INSERT INTO ${schema}.migrations (component, step, digest) VALUES ($1, $2, $3)`, [
        component,
        step,
        digest,
      ]);
    }
  });
}

const digestOf = (sql: string): string => createHash('sha256').update(sql).digest('base64url');

async function missing(run: Run, schema: string, component: string, steps: readonly Step[]): Promise<readonly Step[]> {
  const [found] = await run('SELECT to_regclass($1) IS NULL AS is_missing', [`${schema}.migrations`]);
  if (found?.['is_missing'] === true) return steps;
  const done = await run(`SELECT digest FROM ${schema}.migrations WHERE component = $1 ORDER BY step`, [component]);
  if (done.length > steps.length)
    throw new PostgresMisconfigured(
      `the tables of ${component} have version ${done.length}, this program knows ${steps.length}`,
    );
  const changed = steps.find(({ digest }, index) => index < done.length && done[index]?.['digest'] !== digest);
  if (changed !== undefined)
    throw new PostgresMisconfigured(
      `migration ${changed.step} of ${component} is not the one these tables were made with`,
    );
  return steps.slice(done.length);
}
