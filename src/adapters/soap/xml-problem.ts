/** Why a document was not read. `size`, `depth`: over the limit, whatever it says. */
export type XmlProblemKind =
  | 'size'
  | 'depth'
  | 'encoding'
  | 'declaration'
  | 'malformed'
  | 'entity'
  | 'namespace'
  | 'missing'
  | 'repeated'
  | 'unexpected';

/** The only error that reading XML throws, whatever the bytes. Its message quotes names, never the document's text. */
export class XmlProblem extends Error {
  constructor(
    readonly problem: XmlProblemKind,
    detail: string,
  ) {
    super(`XML: ${problem}: ${detail}`);
    this.name = 'XmlProblem';
  }
}
