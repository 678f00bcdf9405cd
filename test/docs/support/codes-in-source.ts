import ts from 'typescript';

/** Functions of this code base that take a refusal's code first. */
const refusing = new Set(['unparsed', 'rejected', 'refused', 'refuse']);
const isCode = (text: string): boolean => /^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*)+$/.test(text);

/**
 * The codes that a source file can refuse with: literals given to a refusing function, standing at `code:`, or listed in
 * a type whose name ends in Refusal or Code. Of one put together (`signing.${failure}`) the part that is written: `signing.`
 */
export function codesIn(path: string, text: string): ReadonlySet<string> {
  const codes = new Set<string>();
  const visit = (node: ts.Node, inUnion: boolean): void => {
    if (ts.isTemplateExpression(node) && node.head.text.endsWith('.') && statesCode(node)) codes.add(node.head.text);
    if (ts.isStringLiteralLike(node) && isCode(node.text) && (inUnion || statesCode(node))) codes.add(node.text);
    const union = inUnion || (ts.isTypeAliasDeclaration(node) && /(Refusal|Code)s?$/.test(node.name.text));
    ts.forEachChild(node, (child) => visit(child, union));
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true), false);
  return codes;
}

function statesCode(literal: ts.Node): boolean {
  const { parent } = literal;
  if (ts.isConditionalExpression(parent)) return statesCode(parent);
  if (ts.isCallExpression(parent))
    return (
      ts.isIdentifier(parent.expression) && refusing.has(parent.expression.text) && parent.arguments[0] === literal
    );
  return ts.isPropertyAssignment(parent) && ts.isIdentifier(parent.name) && parent.name.text === 'code';
}
