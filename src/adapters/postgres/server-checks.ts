import type { Run } from './database.js';
import { PostgresMisconfigured } from './options.js';

const OLDEST = 140_000;

const question = `
  SELECT current_setting('server_version_num')::integer AS version,
         pg_is_in_recovery() AS is_standby,
         current_setting('transaction_read_only') AS read_only,
         current_setting('server_encoding') AS encoding,
         current_setting('fsync') AS fsync,
         current_setting('full_page_writes') AS full_page_writes,
         current_setting('synchronous_commit') AS synchronous_commit,
         current_setting('log_statement') AS log_statement,
         current_setting('log_min_duration_statement') AS log_duration,
         current_setting('log_min_duration_sample') AS log_sample,
         current_setting('log_transaction_sample_rate') AS log_transactions,
         current_setting('log_parameter_max_length') AS logged_length`;

/**
 * Refuses a server that would forget what it confirmed, or write secrets into its log. Everything that is wrong is named at
 * once. `PostgresMisconfigured`.
 */
export async function checkServer(run: Run): Promise<void> {
  const [found] = await run(question);
  const is = (name: string): string => String(found?.[name]);
  const wrong: string[] = [];
  if (Number(found?.['version']) < OLDEST) wrong.push('the server is older than version 14');
  if (found?.['is_standby'] === true) wrong.push('the server is a standby');
  else if (is('read_only') !== 'off') wrong.push('the database is read-only for this role');
  if (is('encoding') !== 'UTF8') wrong.push('the encoding of the database is not UTF8');
  for (const setting of ['fsync', 'full_page_writes'])
    if (is(setting) !== 'on') wrong.push(`${setting} is off: what was committed may be lost or torn`);
  if (is('synchronous_commit') !== 'on')
    wrong.push('synchronous_commit is not on in spite of what the session asks for');
  if (logsStatements(is) && is('logged_length') !== '0')
    wrong.push('the server logs statements with their parameters: set log_parameter_max_length to 0 for this role');
  if (wrong.length > 0) throw new PostgresMisconfigured(wrong.join('; '));
}

const logsStatements = (is: (name: string) => string): boolean =>
  ['mod', 'all'].includes(is('log_statement')) ||
  is('log_duration') !== '-1' ||
  is('log_sample') !== '-1' ||
  Number(is('log_transactions')) > 0;
