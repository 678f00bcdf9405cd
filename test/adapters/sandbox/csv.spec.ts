import fc from 'fast-check';
import {
  columnName,
  describeCsvProblem,
  makePopulation,
  makeSandbox,
  organisationFields,
  personFields,
  readOrganisationsCsv,
  readPeopleCsv,
  SandboxCsvError,
  writeOrganisationsCsv,
  writePeopleCsv,
} from '../../../src/adapters/sandbox/index.js';
import { readCsvText, writeCsvText } from '../../../src/adapters/sandbox/csv/csv-text.js';
import { runs } from '../../support/fc-runs.js';

const population = makePopulation({ seed: 'csv', size: 400 });

const header = 'handle,personal_number,name,birth_date';
const good = 'ut,001090998888,Trần Văn Út,1990-01-02';

function problemsOf(text: string) {
  const read = readPeopleCsv(text);
  if (read.ok) throw new Error('the file is good');
  return read.problems;
}

function onlyPerson(text: string) {
  const read = readPeopleCsv(text);
  if (!read.ok) throw new Error(read.problems.map(describeCsvProblem).join('\n'));
  return read.values[0]!;
}

describe('CSV text', () => {
  it('comes back as it was written, whatever the cells hold', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ', 'Ế', ';') });
    const table = fc
      .integer({ min: 2, max: 4 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 }),
      );
    fc.assert(
      fc.property(table, (records) => {
        const read = readCsvText(writeCsvText(records));
        expect(read.ok && read.records.map(({ cells }) => cells)).toEqual(records);
      }),
      { numRuns: runs },
    );
  });

  it.each(['\n', '\r\n', '\r'])('ends lines in %j, and counts them through quoted line breaks', (end) => {
    const read = readCsvText([`a,"b${end}b"`, '', 'c,d'].join(end));
    expect(read).toEqual({
      ok: true,
      records: [
        { line: 1, cells: ['a', `b${end}b`] },
        { line: 4, cells: ['c', 'd'] },
      ],
    });
  });

  it('keeps empty cells, also the last one', () => {
    expect(readCsvText('a,,\n,b,""')).toMatchObject({
      records: [{ cells: ['a', '', ''] }, { cells: ['', 'b', ''] }],
    });
  });

  it.each([
    ['quoteNotClosed', 'a,"b\nc,d', 1],
    ['quoteNotClosed', 'a,b\nc,"d""', 2],
    ['textAfterQuote', 'a,b\n"c"d,e', 2],
    ['quoteInsideCell', 'a,b\nc"d,e', 2],
  ])('says %s and the line, and guesses nothing', (reason, text, line) => {
    expect(readCsvText(text)).toEqual({ ok: false, problem: { reason, line } });
  });

  it('reads a long cell and a missing end in no time', () => {
    const long = 'x'.repeat(5_000_000);
    expect(readCsvText(`a,"${long}"`).ok).toBe(true);
    expect(readCsvText(`a,"${long}`).ok).toBe(false);
  });
});

describe('people as CSV', () => {
  it('come back as they were written', () => {
    expect(readPeopleCsv(writePeopleCsv(population.people))).toEqual({ ok: true, values: population.people });
  });

  it('so do organisations', () => {
    const { organisations } = population;
    expect(readOrganisationsCsv(writeOrganisationsCsv(organisations))).toEqual({ ok: true, values: organisations });
  });

  it('are written so that a spreadsheet shows the accents, with every column', () => {
    const text = writePeopleCsv(population.people.slice(0, 1));
    expect(text.startsWith(`\uFEFF${personFields.map(columnName).join(',')}\r\n`)).toBe(true);
    expect(writeOrganisationsCsv([])).toBe(`\uFEFF${organisationFields.map(columnName).join(',')}\r\n`);
  });

  it('need four columns, in any order; the registers then hold what the person says', () => {
    const person = onlyPerson(
      '\uFEFFName,birth_date,HANDLE,personal_number,phones\nTrần Văn Út,1990-01-02,ut,001090998888,0951234567\n',
    );
    expect(person).toEqual({
      kind: 'person',
      handle: 'ut',
      name: 'Trần Văn Út',
      birthDate: '1990-01-02',
      gender: 'male',
      personalNumber: '001090998888',
      cmndLinked: false,
      phones: ['+84951234567'],
      subscriber: {
        personId: { kind: 'personalNumber', value: '001090998888' },
        name: 'Trần Văn Út',
        birthDate: '1990-01-02',
      },
      certificates: [],
    });
  });

  it('a dash says that a register does not hold it', () => {
    const text = `${header},phones,carrier_birth_date\n${good},0951234567;0957654321,-`;
    expect(onlyPerson(text)).toMatchObject({
      phones: ['+84951234567', '+84957654321'],
      subscriber: { name: 'Trần Văn Út' },
    });
    expect(onlyPerson(text).subscriber).not.toHaveProperty('birthDate');
    const unknown = `${header},phones,carrier_id,carrier_name,carrier_birth_date\n${good},0951234567,-,-,-`;
    expect(onlyPerson(unknown)).not.toHaveProperty('subscriber');
  });

  it('reads dates as forms write them, genders in Vietnamese, several certificates', () => {
    const text = `${header},gender,certificates\nut,001090998888,Trần Văn Út,02/01/1990,Nam,usb:expired; sim:cmnd ;smartCa@0199000017`;
    expect(onlyPerson(text)).toMatchObject({
      birthDate: '1990-01-02',
      gender: 'male',
      certificates: [
        { carrier: 'usb', state: 'expired', hierarchy: 'public', names: 'personalNumber' },
        { carrier: 'sim', state: 'valid', names: 'cmnd' },
        { carrier: 'smartCa', enterprise: '0199000017' },
      ],
    });
  });

  it.each([
    ['no text at all', '', { line: 1, reason: 'empty' }],
    ['semicolons between cells', 'handle;name\na;b', { line: 1, reason: 'separator' }],
    ['an unknown column', `${header},shoe_size\n${good},42`, { line: 1, column: 'shoe_size', reason: 'unknownColumn' }],
    ['a column twice', `${header},name\n${good},x`, { line: 1, column: 'name', reason: 'repeatedColumn' }],
    [
      'a column too few',
      'handle,personal_number,name\na,b,c',
      { line: 1, column: 'birth_date', reason: 'missingColumn' },
    ],
    ['a row that is too short', `${header}\n${good}\nut2,001090998889`, { line: 3, reason: 'cells', expected: '4' }],
    [
      'an empty cell that is needed',
      `${header}\nut,,Trần Văn Út,1990`,
      { line: 2, column: 'personal_number', reason: 'missing' },
    ],
    [
      'a number that a spreadsheet has cut',
      `${header}\nut,1090998888,Trần Văn Út,1990`,
      {
        line: 2,
        column: 'personal_number',
        reason: 'unreadable',
        refusal: { code: 'identifier.personalNumber.format' },
      },
    ],
    [
      'a year that contradicts the number',
      `${header}\nut,001090998888,Trần Văn Út,1991`,
      { line: 2, column: 'birth_date', reason: 'contradicts', expected: '1990' },
    ],
    [
      'a gender that contradicts the number',
      `${header},gender\n${good},Nữ`,
      { line: 2, column: 'gender', reason: 'contradicts', expected: 'male' },
    ],
    [
      'a word for yes that is none',
      `${header},eid_level,eid_locked\n${good},2,perhaps`,
      { line: 2, column: 'eid_locked', reason: 'unreadable', expected: 'yes | no' },
    ],
    [
      'a certificate on paper',
      `${header},certificates\n${good},usb;paper`,
      { line: 2, column: 'certificates', reason: 'unreadable' },
    ],
    [
      'a certificate for a wrong tax code',
      `${header},certificates\n${good},usb@0199000018`,
      { line: 2, column: 'certificates', refusal: { code: 'identifier.taxCode.checkDigit' } },
    ],
    [
      'a number that is there twice',
      `${header}\n${good}\nlai,001090998888,Lê Văn Lại,1990`,
      { line: 3, column: 'personal_number', reason: 'conflict', expected: 'ut' },
    ],
    [
      'a handle that is there twice',
      `${header}\n${good}\nut,001090998889,Lê Văn Lại,1990`,
      { line: 3, column: 'handle', reason: 'conflict', expected: 'ut' },
    ],
    [
      'one phone in two names',
      `${header},phones\n${good},0951234567\nlai,001090998889,Lê Văn Lại,1990,0951234567`,
      { line: 3, column: 'carrier_id', reason: 'conflict', expected: 'ut' },
    ],
    [
      'a number of the cast',
      `${header}\nut,001090990001,Trần Văn Út,1990`,
      { line: 2, column: 'personal_number', reason: 'conflict', expected: 'an' },
    ],
  ])('%s is told with its line', (_what, text, problem) => {
    expect(problemsOf(text)).toMatchObject([problem]);
  });

  it('tells every problem of the file at once, and loads nothing of it', () => {
    const problems = problemsOf(`${header},email\n${good},nobody\nut2,1,Tên 2,1990,a@b.example\n${good},x@y.example`);
    expect(problems.map(({ line, column }) => [line, column])).toEqual([
      [2, 'email'],
      [3, 'personal_number'],
      [3, 'name'],
    ]);
  });

  it('describes problems in a line each', () => {
    expect(
      problemsOf(`${header}\nut,12,Trần Văn Út,1990\n${good.replace('1990-01-02', '1989')}`).map(describeCsvProblem),
    ).toEqual([
      'line 2, personal_number: this cell cannot be read (identifier.personalNumber.format)',
      'line 3, birth_date: this cell contradicts the personal number (1990)',
    ]);
    expect(problemsOf('').map(describeCsvProblem)).toEqual(['line 1: the file has no header']);
  });
});

describe('organisations as CSV', () => {
  const problems = (row: string) => {
    const read = readOrganisationsCsv(
      `handle,kind,name,tax_code,organisation_code,budget_code,listed,certificates\n${row}`,
    );
    return read.ok ? [] : read.problems.map(({ column, reason }) => `${column}: ${reason}`);
  };

  it.each([
    ['e1,enterprise,Công ty Thử,0199000070,,,,usb', []],
    ['a1,agency,Sở Thử,,000.00.11.H99,9900099,no,usb:public', []],
    ['e1,enterprise,Công ty Thử,,,,,', ['tax_code: missing']],
    ['e1,shop,Công ty Thử,0199000070,,,,', ['kind: unreadable']],
    ['e1,,Công ty Thử,0199000070,,,,', ['kind: missing']],
    ['a1,agency,Sở Thử,,H9,12,,', ['organisation_code: unreadable', 'budget_code: unreadable']],
    ['e1,enterprise,Công ty Thử,0199000017,,,,', ['tax_code: conflict']],
  ])('%s', (row, expected) => {
    expect(problems(row)).toEqual(expected);
  });
});

describe('a sandbox from CSV', () => {
  it('has the people of the file beside the cast, and generates nobody', () => {
    const sandbox = makeSandbox({ csv: `${header}\n${good}\n` });
    expect(sandbox.population.person('ut')?.name).toBe('Trần Văn Út');
    expect(sandbox.population.person('p0001')).toBeUndefined();
    expect(sandbox.cast.an.name).toBe('Nguyễn Minh An');
  });

  it('lets a row take the place of one of the cast', () => {
    const sandbox = makeSandbox({
      csv: `${header}\nan,001090990001,Lý Thị An Khang,1990\n`.replace('001090', '001190'),
    });
    expect(sandbox.cast.an).toMatchObject({ name: 'Lý Thị An Khang', personalNumber: '001190990001' });
    expect(sandbox.population.person('001090990001')).toBeUndefined();
  });

  it('takes organisations from a file too', () => {
    const sandbox = makeSandbox({
      size: 0,
      organisationsCsv: 'handle,kind,name,tax_code\ne1,enterprise,Công ty Thử,0199000070\n',
    });
    expect(sandbox.population.organisation('0199000070')?.handle).toBe('e1');
    expect(sandbox.population.organisation('e001')).toBeUndefined();
    expect(sandbox.cast.mayTrang.taxCode).toBe('0199000017');
  });

  it('is not made from a bad file: every line is in the message', () => {
    const make = () => makeSandbox({ csv: `${header}\nut,12,Trần Văn Út,1990\n` });
    expect(make).toThrow(SandboxCsvError);
    expect(make).toThrow('line 2, personal_number: this cell cannot be read');
  });

  it('names ten problems and counts the rest', () => {
    const rows = Array.from({ length: 13 }, (_, at) => `ut${at},12,Trần Văn Út,1990`);
    expect(() => makeSandbox({ csv: [header, ...rows].join('\n') })).toThrow(/line 11, .*\n {2}… and 3 more$/);
  });
});
