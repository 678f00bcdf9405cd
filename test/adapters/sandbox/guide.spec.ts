import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  castAbout,
  columnName,
  makeSandbox,
  organisationFields,
  personFields,
  type SandboxHolder,
} from '../../../src/adapters/sandbox/index.js';
import { localPhone, type Phone } from '../../../src/domain/values/phone.js';
import { renderTaxCode } from '../../../src/domain/values/tax-code.js';
import { root } from '../../architecture/support/repository.js';

const read = (path: string) => readFileSync(join(root, 'docs', path), 'utf8');
const guide = read('guides/sandbox.md');
const section = (heading: string) => guide.split(`${heading}\n`)[1]?.split(/^#/m)[0] ?? '';
const rows = (text: string) =>
  text
    .split('\n')
    .filter((line) => /^\| (?!-)/.test(line))
    .slice(1)
    .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('*', '').replaceAll('`', '')));
const firstCells = (heading: string) => rows(section(heading)).map((cells) => cells[1]);

function numberAndPhone(holder: SandboxHolder): readonly [string, Phone | undefined] {
  if (holder.kind === 'person') return [holder.personalNumber, holder.phones[0]];
  return [holder.kind === 'agency' ? holder.code : renderTaxCode(holder.taxCode), holder.phone];
}

describe('the guide to the sandbox', () => {
  it('lists the whole cast, in the words of the code', () => {
    const { cast } = makeSandbox({ size: 0 });
    const listed = rows(section('### The cast')).map((cells) => cells.slice(1, 5));
    const known = Object.entries(castAbout).map(([handle, about]) => {
      const [number, phone] = numberAndPhone(cast[handle as keyof typeof cast]);
      return [handle, number, phone === undefined ? '' : localPhone(phone), about];
    });
    expect(listed).toEqual(known);
  });

  it('lists the columns of both files, in order', () => {
    expect(firstCells('### Columns of people')).toEqual(personFields.map(columnName));
    expect(firstCells('### Columns of organisations')).toEqual(organisationFields.map(columnName));
  });

  it('shows the code of the example that is run below', () => {
    const example = read('examples/sandbox-counterparties.ts');
    const shown = [...guide.matchAll(/<!-- region (\w+) -->\s+```ts\n([^]*?)```/g)];
    expect(shown).toHaveLength(7);
    for (const [, name, code] of shown) {
      const region = example.split(`// #region ${name}\n`)[1]?.split(`// #endregion ${name}`)[0];
      expect(code).toBe(region);
    }
  });

  it('has an example that runs', async () => {
    await import('../../../docs/examples/sandbox-counterparties.js');
  });
});
