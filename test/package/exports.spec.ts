import { readFileSync, existsSync } from 'node:fs';
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

const entries = [...publicEntries(manifest)].filter(([, source]) => existsSync(join(root, source)));

describe('the public names of the package', () => {
  for (const [entry, source] of entries) {
    it(`are known for ${entry} (a change here is a change for embedding teams: CHANGELOG)`, () => {
      expect(exportedNames(source)).toMatchSnapshot();
    });
  }

  it('are found by the entries that package.json lists', () => {
    expect([...publicEntries(manifest).keys()]).toEqual([
      '.',
      './nest',
      './sqlite',
      './memory',
      './testing',
      './sandbox',
      './mssp',
      './smart-ca',
    ]);
  });
});
