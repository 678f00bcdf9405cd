import { Command, CommanderError } from 'commander';
import { type ExitCode, exitCodes, type Terminal } from './terminal.js';

export type Flags = Readonly<Record<string, string | undefined>>;

/** What the commands do; the composition root brings it. */
export interface Actions {
  serve(flags: Flags): Promise<ExitCode>;
  demo(flags: Flags): Promise<ExitCode>;
  auditReplay(account: string, flags: Flags): Promise<ExitCode>;
  auditExplain(account: string, flags: Flags): Promise<ExitCode>;
  auditAbsorbed(account: string, flags: Flags): Promise<ExitCode>;
  auditJournal(subject: string, flags: Flags): Promise<ExitCode>;
  auditRefused(account: string, flags: Flags): Promise<ExitCode>;
  listCases(flags: Flags): Promise<ExitCode>;
  projectionsStatus(flags: Flags): Promise<ExitCode>;
  rebuildProjections(name: string | undefined, flags: Flags): Promise<ExitCode>;
  rotatePeppers(flags: Flags): Promise<ExitCode>;
  auditEvidence(digest: string, flags: Flags): Promise<ExitCode>;
  sign(challenge: string | undefined, flags: Flags): Promise<ExitCode>;
  createKeys(file: string): Promise<ExitCode>;
  sandboxAuthorities(flags: Flags): Promise<ExitCode>;
}

const dataOption = ['--data <directory>', 'where the data lie (default: ./.data, or DINHDANH_DATA)'] as const;
const timeHelp = 'ISO 8601, Vietnam time unless a zone is given; a date alone is its end';

/** Reads a command line and runs what it names. Never throws for a wrong one: it says so and ends with code 2. */
export async function runProgram(
  words: readonly string[],
  version: string,
  actions: Actions,
  terminal: Terminal,
): Promise<ExitCode> {
  let code: ExitCode = exitCodes.done;
  const run =
    <Words extends unknown[]>(action: (...given: Words) => Promise<ExitCode>) =>
    async (...given: Words): Promise<void> => {
      code = await action(...given);
    };

  const program = new Command('dinhdanh')
    .description('Định Danh: one subject, one account; every level explained, every act replayable')
    .version(version, '-V, --version', 'print the version')
    .helpCommand('help [command]', 'explain a command')
    .showHelpAfterError('(dinhdanh help explains)')
    .exitOverride()
    .configureOutput({ writeOut: (text) => terminal.out(text), writeErr: (text) => terminal.err(text) });
  // Subcommands take over how output and exits are handled from the command they are made by.
  const command = (parent: Command, name: string, description: string): Command =>
    parent.command(name).description(description);

  command(
    program,
    'serve',
    'serve the REST API over embedded or shared stores (docs/guides/production.md) and the sandbox',
  )
    .option('--port <number>', 'port; 0 for any free one (default: 3000, or a free one when it is taken)')
    .option('--host <address>', 'address to listen on (default: 127.0.0.1)')
    .option(...dataOption)
    .option('--captcha <on|off>', 'ask for a captcha (default: off, so that curl can register)')
    .option('--log-level <level>', 'trace, debug, info, warn, error or silent (default: info)')
    .option('--trust-proxy <addresses>', 'proxies whose X-Forwarded-For is believed (default: off)')
    .option('--public-url <url>', 'where people reach this server, for links in mails')
    .option('--redirect-uris <urls>', 'where VNeID and SmartCA may send people back to (default: this machine)')
    .option('--seed <text>', 'seed of the invented people (default: dinhdanh)')
    .option('--people <number>', 'how many people are invented (default: 1000)')
    .option('--people-csv <file>', 'people of your own instead')
    .option('--organisations-csv <file>', 'organisations of your own instead')
    .action(run((flags: Flags) => actions.serve(flags)));

  command(program, 'demo', 'tell a story in the terminal, over a store of its own')
    .option('--story <name>', 'registration, lost-phone, merge or enterprise (default: registration)')
    .action(run((flags: Flags) => actions.demo(flags)));

  const keys = command(program, 'keys', 'the keys of a deployment: peppers, challenge key and master key');
  command(keys, 'create <file>', 'make them, once, for all instances; a file that is there is left alone').action(
    run((file: string) => actions.createKeys(file)),
  );

  const audit = command(program, 'audit', 'replay and explain accounts, straight from the log');
  command(audit, 'replay <account>', 'everything that happened to an account')
    .option('--as-of <time>', `as recorded by then; ${timeHelp}`)
    .option('--effective <time>', 'as in effect then, late recordings included')
    .option('--format <format>', 'table, json or html (default: table)')
    .option(...dataOption)
    .action(run((account: string, flags: Flags) => actions.auditReplay(account, flags)));
  command(audit, 'explain <account>', 'which evidence gave the level')
    .requiredOption('--level', 'explain the level')
    .option('--as-of <time>', `as recorded by then; ${timeHelp}`)
    .option('--format <format>', 'table or json (default: table)')
    .option(...dataOption)
    .action(run((account: string, flags: Flags) => actions.auditExplain(account, flags)));
  command(audit, 'absorbed <account>', 'which accounts were merged into this one')
    .option('--format <format>', 'table or json (default: table)')
    .option(...dataOption)
    .action(run((account: string, flags: Flags) => actions.auditAbsorbed(account, flags)));
  command(audit, 'journal <account>', 'who of the staff was at an account, or at a case')
    .option('--format <format>', 'table or json (default: table)')
    .option(...dataOption)
    .action(run((account: string, flags: Flags) => actions.auditJournal(account, flags)));

  command(audit, 'refused <account>', 'logins and updates that were refused beside an account')
    .option('--format <format>', 'table or json (default: table)')
    .option(...dataOption)
    .action(run((account: string, flags: Flags) => actions.auditRefused(account, flags)));

  command(program, 'cases', 'what waits for an officer')
    .option('--kind <kind>', 'complaint, recovery or act (default: all of them)')
    .option('--format <format>', 'table or json (default: table)')
    .option(...dataOption)
    .action(run((flags: Flags) => actions.listCases(flags)));
  command(audit, 'evidence <digest>', 'verify again, offline, what a signature was accepted for')
    .option('--anchors-public <files>', 'roots of the public hierarchy: PEM, DER or P7B, separated by commas')
    .option('--anchors-public-pins <digests>', 'their SHA-256, separated by commas')
    .option('--anchors-government <files>', 'roots of the Government hierarchy')
    .option('--anchors-government-pins <digests>', 'their SHA-256')
    .option('--sandbox', 'trust the authorities of the sandbox instead')
    .option('--format <format>', 'table or json (default: table)')
    .option(...dataOption)
    .action(run((digest: string, flags: Flags) => actions.auditEvidence(digest, flags)));

  command(program, 'sign [challenge]', 'sign a challenge with a USB token, and print what the portal takes')
    .requiredOption('--pkcs11 <module>', 'the PKCS#11 module of the token’s maker (.so, .dll, .dylib)')
    .option('--list', 'list the certificates instead, without a PIN')
    .option('--slot <number>', 'the token in this slot')
    .option('--token-label <text>', 'the token with this label')
    .option('--certificate <name>', 'serial number, SHA-256 or id in hex, or label of the certificate')
    .option('--key-label <text>', 'label of the certificate')
    .option('--challenge-file <file>', 'where the challenge is; - is the standard input')
    .option('--pin-env <name>', 'the environment variable that holds the PIN (default: asked on the terminal)')
    .option('--pin-file <file>', 'the file that holds the PIN')
    .option('--format <format>', 'cms, raw or web-eid (default: cms)')
    .option('--origin <origin>', 'with web-eid: where the portal is, scheme://host[:port]')
    .option('--hash <hash>', 'sha256, sha384 or sha512, for RSA keys (default: sha256)')
    .option('--padding <padding>', 'pkcs1 or pss, for RSA keys (default: pkcs1)')
    .option('--print <what>', 'body or signature (default: body, the whole answer to the step)')
    .action(run((challenge: string | undefined, flags: Flags) => actions.sign(challenge, flags)));

  const projections = command(program, 'projections', 'what is derived from the log');
  command(projections, 'status', 'how far each projection is behind the log')
    .option(...dataOption)
    .action(run((flags: Flags) => actions.projectionsStatus(flags)));
  command(projections, 'rebuild [name]', 'build a projection, or all of them, anew beside the live ones')
    .option(...dataOption)
    .action(run((name: string | undefined, flags: Flags) => actions.rebuildProjections(name, flags)));

  const peppers = command(program, 'peppers', 'the keys under which identifiers are claimed');
  command(peppers, 'rotate', 'claim every identifier under each active pepper; may be stopped and run again')
    .option(...dataOption)
    .action(run((flags: Flags) => actions.rotatePeppers(flags)));
  const sandbox = command(program, 'sandbox', 'the made-up counterparties');
  command(sandbox, 'ca', 'write authorities, revocation lists and holders with their keys as files, for other software')
    .requiredOption('--out <directory>', 'where to; files of the same names are replaced')
    .action(run((flags: Flags) => actions.sandboxAuthorities(flags)));

  command(program, 'version', 'print the version').action(() => terminal.out(`${version}\n`));

  try {
    await program.parseAsync(words, { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  }
}
