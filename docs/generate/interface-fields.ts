import ts from 'typescript';

export interface InterfaceField {
  readonly name: string;
  readonly type: string;
  /** Its doc comment, on one line; empty without one. */
  readonly meaning: string;
}

/** The fields that an interface declares itself, as the source file words them. Throws when there is no such interface. */
export function fieldsOfInterface(source: string, name: string): readonly InterfaceField[] {
  const file = ts.createSourceFile('source.ts', source, ts.ScriptTarget.ES2023, true);
  const found = file.statements.filter(ts.isInterfaceDeclaration).find((one) => one.name.text === name);
  if (found === undefined) throw new Error(`There is no interface ${name}`);
  return found.members.filter(ts.isPropertySignature).map((member) => ({
    name: member.name.getText(file),
    type: member.type?.getText(file) ?? '',
    meaning: ts
      .getJSDocCommentsAndTags(member)
      .map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? '')
      .join(' ')
      .replaceAll(/\s+/g, ' ')
      .trim(),
  }));
}
