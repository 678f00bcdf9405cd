import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { manifest, publicEntries, root } from '../architecture/support/repository.js';

/** Every name that an entry exports, types marked as such. Entries re-export by name, so its own text tells. */
function exportedNames(file: string): readonly string[] {
  const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true);
  return source.statements
    .flatMap((statement) => {
      if (!ts.isExportDeclaration(statement)) return declaredNames(statement);
      const clause = statement.exportClause;
      if (clause === undefined || !ts.isNamedExports(clause)) return [];
      return clause.elements.map(
        (element) => (statement.isTypeOnly || element.isTypeOnly ? 'type ' : '') + element.name.text,
      );
    })
    .sort();
}

function declaredNames(statement: ts.Statement): readonly string[] {
  const isExported = ts.canHaveModifiers(statement) && hasExport(ts.getModifiers(statement));
  if (!isExported) return [];
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map((declaration) => declaration.name.getText());
  }
  const isType = ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);
  const name = (statement as ts.Statement & { readonly name?: ts.Identifier }).name?.text ?? 'default';
  return [isType ? `type ${name}` : name];
}

const hasExport = (modifiers: readonly ts.Modifier[] | undefined) =>
  modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;

interface TypeImport {
  readonly name: string;
  /** As the core entry writes it. */
  readonly from: string;
}

const typesImported = (file: string): readonly TypeImport[] =>
  [
    ...readFileSync(join(root, file), 'utf8').matchAll(/import type \{([^}]*)\} from '\.\.\/\.\.\/\.\.\/([^']+)'/g),
  ].flatMap(([, names = '', from = '']) =>
    names
      .split(',')
      .map((name) => name.trim().split(' as ')[0] ?? '')
      .filter((name) => name !== '')
      .map((name) => ({ name, from: `./${from}` })),
  );

const entries = [...publicEntries(manifest)].filter(([, source]) => existsSync(join(root, source)));

describe('the public names of the package', () => {
  for (const [entry, source] of entries) {
    it(`are known for ${entry} (a change here is a change for embedding teams: CHANGELOG)`, () => {
      expect(exportedNames(source)).toMatchSnapshot();
    });
  }

  it('have in the core entry every type that a command or query of /nest takes or gives', () => {
    const index = readFileSync(join(root, 'src/index.ts'), 'utf8');
    const folder = 'src/adapters/nest/cqrs';
    const wanted = readdirSync(join(root, folder))
      .filter((name) => name.endsWith('.messages.ts'))
      .flatMap((name) => typesImported(join(folder, name)));
    expect(wanted.length).toBeGreaterThan(80);
    const isExported = ({ name, from }: TypeImport): boolean =>
      [...index.matchAll(/export (?:type )?\{([^}]*)\} from '([^']+)'/g)].some(
        ([, names = '', module]) => module === from && new RegExp(`\\b${name}\\b`).test(names),
      );
    expect([
      ...new Set(wanted.filter((one) => !isExported(one)).map(({ name, from }) => `${name} of ${from}`)),
    ]).toEqual([]);
  });

  it('are found by the entries that package.json lists', () => {
    expect([...publicEntries(manifest).keys()]).toEqual([
      '.',
      './nest',
      './sqlite',
      './memory',
      './testing',
      './sandbox',
      './pki',
      './mssp',
      './smart-ca',
      './eventstoredb',
      './redis',
      './postgres',
      './production',
    ]);
  });
});
