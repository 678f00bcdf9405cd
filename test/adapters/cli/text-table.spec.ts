import { textTable, widthOf } from '../../../src/adapters/cli/text-table.js';

describe('a table for the terminal', () => {
  it('aligns Vietnamese, composed or not', () => {
    const table = textTable(
      [['Họ tên', 'Mức']],
      [
        ['Nguyễn Thị Huệ'.normalize('NFD'), 'IAL2'],
        ['An', 'IAL3'],
      ],
    );
    const lines = table.split('\n');
    const column = (line = '') => widthOf(line.slice(0, line.search(/Mức|IAL/)));
    expect(lines.filter((line) => /Mức|IAL/.test(line)).map(column)).toEqual([16, 16, 16]);
    expect(lines[1]).toBe(`${'─'.repeat(14)}  ────`);
  });

  it('cannot be broken by what it shows', () => {
    const table = textTable([['A', 'B']], [['x\u001b[31m\ny\u202e', 'z\t']]);
    expect(table).toBe('A          B\n─────────  ──\nx [31m y   z\n');
  });

  it('counts letters with two marks once', () => {
    expect(widthOf('ệ')).toBe(1);
    expect(widthOf('ệ'.normalize('NFD'))).toBe(1);
    expect(widthOf('Trường')).toBe(6);
  });
});
