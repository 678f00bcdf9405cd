import ts from 'typescript';
import { filesUnder } from '../../../docs/generate/source-files.js';
import { cqrsHandlers } from '../../../src/adapters/nest/cqrs/handlers.js';
import { root } from '../../architecture/support/repository.js';
import { openCore } from '../../support/core-harness.js';

/** What a core offers and no command or query stands for, and why. */
const notOnTheBuses: Readonly<Record<string, string>> = {
  start: 'the life of the process: CoreLifecycle calls it',
  stop: 'the life of the process: CoreLifecycle calls it',
  onDuty: 'for health and operators: which work this process does now',
  'postalLogins.idle': 'waits for background work when the process stops',
  'passwordRecovery.idle': 'waits for background work when the process stops',
  'locks.settled': 'waits for background work when the process stops',
  'locks.wrongGuess': 'a part of logging in',
  'locks.forgive': 'a part of UnlockAccount and ResetPassword',
  'eidConsents.ask': 'a part of AnswerProofLogin',
  'phoneChanges.completeDue': 'the sweep that a started core runs by itself',
  'phoneChanges.settle': 'a part of every act that reads phones',
  'phoneChanges.request': 'a part of ConfirmLostPhone and GrantCounterRecovery',
  'accountMerges.absorb': 'a part of SyncFromPopulationRegister: nobody merges without the evidence',
  'accountMerges.reverse': 'a part of ApproveRequest: never without two officers',
  'historyPurge.runDue': 'what a started core runs by itself',
  'historyPurge.run': 'what a started core runs by itself',
  'staff.accounts.closeEntered': 'a part of CloseAccount and of erasing',
  'staff.openCases.page': 'for the console; ListOpenCases asks for the role first',
  'audit.refused': 'for auditors, at the console; owners read theirs in the login history',
  'pepperRotation.run': 'for operators, at the console',
  'merges.merge': 'the protocol under the use cases',
  'merges.reverse': 'the protocol under the use cases',
  'merges.close': 'the protocol under the use cases',
  'aliases.addAlias': 'the protocol under the use cases',
  'aliases.register': 'the protocol under the use cases',
  'idempotent.run': 'for transports that repeat calls',
  'captcha.verify': 'a port, given for transports',
  'captcha.challenge': 'a port, given for transports',
};

/**
 * The public methods of every class of the application, inherited ones included, read from its source: at runtime private
 * ones show too.
 */
function publicMethods(): ReadonlyMap<string, readonly string[]> {
  const own = new Map<string, readonly string[]>();
  const bases = new Map<string, string>();
  for (const { path, text } of filesUnder(root, 'src/application', '.ts')) {
    const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
    for (const statement of source.statements) {
      if (!ts.isClassDeclaration(statement) || statement.name === undefined) continue;
      const base = statement.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
      if (base !== undefined) bases.set(statement.name.text, (base.expression as ts.Identifier).text);
      const methods = statement.members.filter(ts.isMethodDeclaration).filter(({ modifiers = [] }) => {
        const kinds = modifiers.map(({ kind }) => kind);
        return !kinds.some((kind) => kind === ts.SyntaxKind.PrivateKeyword || kind === ts.SyntaxKind.ProtectedKeyword);
      });
      own.set(
        statement.name.text,
        methods.map(({ name }) => (name as ts.Identifier).text),
      );
    }
  }
  const all = (name: string): readonly string[] => [...(own.get(name) ?? []), ...inherited(bases.get(name))];
  const inherited = (base: string | undefined): readonly string[] => (base === undefined ? [] : all(base));
  return new Map([...own.keys()].map((name) => [name, [...new Set(all(name))]]));
}

function useCasesOf(part: object, path = '', classes = publicMethods()): readonly string[] {
  return Object.entries(part).flatMap(([name, value]) => {
    const here = `${path}${name}`;
    if (typeof value === 'function') return [here];
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
    const methods = classes.get((value as object).constructor.name);
    return methods?.map((method) => `${here}.${method}`) ?? useCasesOf(value as object, `${here}.`, classes);
  });
}

/** Runs each handler over a core that only notes what it was asked. */
async function calledByHandlers(): Promise<readonly string[]> {
  const called: string[] = [];
  const noting = (path: string): object =>
    new Proxy(() => undefined, {
      get: (_, name) => noting(path === '' ? String(name) : `${path}.${String(name)}`),
      apply: () => Promise.resolve(called.push(path)),
    });
  for (const Handler of cqrsHandlers) {
    const handler = new (Handler as new (core: unknown) => { execute(message: object): Promise<unknown> })(noting(''));
    await handler.execute({});
  }
  return called;
}

describe('the use cases of a core', () => {
  it('have a command or query class each, or a reason why not', async () => {
    const all = useCasesOf(openCore().core);
    const called = await calledByHandlers();
    expect(all.length).toBeGreaterThan(100);
    expect(all.filter((one) => !called.includes(one) && !(one in notOnTheBuses))).toEqual([]);
    expect(called.filter((one) => !all.includes(one))).toEqual([]);
    expect(Object.keys(notOnTheBuses).filter((one) => !all.includes(one) || called.includes(one))).toEqual([]);
  });

  it('are called by one handler each', async () => {
    const called = await calledByHandlers();
    expect(called).toHaveLength(cqrsHandlers.length);
    expect(new Set(called).size).toBe(called.length);
  });

  it('are seen when a new one has neither', () => {
    class Novelty {
      act(): void {}
    }
    const classes = new Map([...publicMethods(), ['Novelty', ['act']]]);
    expect(useCasesOf({ later: new Novelty(), nested: { act: () => undefined } }, '', classes)).toEqual([
      'later.act',
      'nested.act',
    ]);
  });
});
