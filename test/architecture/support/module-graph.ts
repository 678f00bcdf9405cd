import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import ts from 'typescript';

/** Source files by their path from the root of the repository. A fixture is one as much as the real tree. */
export type SourceTree = ReadonlyMap<string, string>;

export type ImportTarget =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'missing'; readonly path: string }
  | { readonly kind: 'node'; readonly name: string }
  | { readonly kind: 'package'; readonly name: string }
  | { readonly kind: 'computed' };

/** One place where a file names another module. */
export interface Import {
  readonly from: string;
  readonly line: number;
  readonly specifier: string;
  readonly target: ImportTarget;
  /** Erased by the compiler: nothing is loaded at run time. */
  readonly isTypeOnly: boolean;
  /** `import(...)`: loaded when that line runs, not when the file is loaded. */
  readonly isDynamic: boolean;
}

export interface ModuleGraph {
  readonly files: readonly string[];
  readonly imports: readonly Import[];
  readonly importsOf: (file: string) => readonly Import[];
  /** Where a file says `export *`. */
  readonly exportAlls: readonly { readonly from: string; readonly line: number }[];
}

export function moduleGraph(tree: SourceTree): ModuleGraph {
  const files = [...tree.keys()].sort();
  const scans = files.map((file) => scan(file, tree));
  const imports = scans.flatMap((found) => found.imports);
  const byFile = new Map(files.map((file, index) => [file, scans[index]?.imports ?? []]));
  return {
    files,
    imports,
    importsOf: (file) => byFile.get(file) ?? [],
    exportAlls: scans.flatMap((found) => found.exportAlls),
  };
}

/** Every file and package that is loaded when `entry` is loaded (types and dynamic imports are not). */
export function loadedBy(graph: ModuleGraph, entry: string): readonly Import[] {
  const seen = new Set([entry]);
  const queue = [entry];
  const loaded: Import[] = [];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    for (const found of graph.importsOf(file)) {
      if (found.isTypeOnly || found.isDynamic) continue;
      loaded.push(found);
      if (found.target.kind !== 'file' || seen.has(found.target.path)) continue;
      seen.add(found.target.path);
      queue.push(found.target.path);
    }
  }
  return loaded;
}

function scan(file: string, tree: SourceTree): Pick<ModuleGraph, 'imports' | 'exportAlls'> {
  const source = ts.createSourceFile(file, tree.get(file) ?? '', ts.ScriptTarget.Latest, false, ts.ScriptKind.TS);
  const imports: Import[] = [];
  const exportAlls: { from: string; line: number }[] = [];

  const lineOf = (node: ts.Node) => source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
  const add = (node: ts.Node, specifier: ts.Node | undefined, isTypeOnly: boolean, isDynamic: boolean) => {
    const text = specifier !== undefined && ts.isStringLiteralLike(specifier) ? specifier.text : undefined;
    imports.push({
      from: file,
      line: lineOf(node),
      specifier: text ?? '(computed)',
      target: text === undefined ? { kind: 'computed' } : resolve(file, text, tree),
      isTypeOnly,
      isDynamic,
    });
  };

  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      add(node, node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword, false);
    } else if (ts.isExportDeclaration(node)) {
      if (node.moduleSpecifier !== undefined) add(node, node.moduleSpecifier, node.isTypeOnly, false);
      if (node.moduleSpecifier !== undefined && node.exportClause === undefined) {
        exportAlls.push({ from: file, line: lineOf(node) });
      }
    } else if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) {
      add(node, node.moduleReference.expression, node.isTypeOnly, false);
    } else if (ts.isImportTypeNode(node)) {
      add(node, ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, true, false);
    } else if (ts.isCallExpression(node) && isLoadCall(node)) {
      add(node, node.arguments[0], false, true);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { imports, exportAlls };
}

function isLoadCall(call: ts.CallExpression): boolean {
  if (call.expression.kind === ts.SyntaxKind.ImportKeyword) return true;
  return ts.isIdentifier(call.expression) && call.expression.text === 'require';
}

function resolve(from: string, specifier: string, tree: SourceTree): ImportTarget {
  if (specifier.startsWith('.')) {
    const path = posix.join(posix.dirname(from), specifier).replace(/\.js$/, '.ts');
    return tree.has(path) ? { kind: 'file', path } : { kind: 'missing', path };
  }
  if (specifier.startsWith('node:') || isBuiltin(specifier)) {
    return { kind: 'node', name: specifier.replace(/^node:/, '') };
  }
  const [scopeOrName = specifier, name] = specifier.split('/');
  return { kind: 'package', name: scopeOrName.startsWith('@') ? `${scopeOrName}/${name}` : scopeOrName };
}
