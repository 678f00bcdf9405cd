import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../architecture/support/repository.js';

const folder = join(root, 'docs', 'adr');
const files = readdirSync(folder).sort();
const headings = ['Context', 'Decision', 'Consequences', 'We would be wrong if'];
const statuses = /^(proposed|accepted|rejected|superseded by \d{4})$/;

interface Complaint {
  readonly file: string;
  readonly complaint: string;
}

/** What is wrong with the form of one decision record. */
function complaintsAbout(file: string, text: string): readonly string[] {
  const number = /^(\d{4})-[a-z0-9]+(-[a-z0-9]+)*\.md$/.exec(file)?.[1];
  if (number === undefined) return ['the name is not NNNN-words-with-hyphens.md'];
  const field = (name: string) => new RegExp(`^- ${name}: (.+)$`, 'm').exec(text)?.[1]?.trim() ?? '';
  const sections = new Map(
    text
      .split(/^## /m)
      .slice(1)
      .map(
        (section) => [section.split('\n')[0]?.trim() ?? '', section.split('\n').slice(1).join('\n').trim()] as const,
      ),
  );
  return [
    ...(new RegExp(`^# ${number}\\. \\S`).test(text) ? [] : [`the first line is not "# ${number}. Title"`]),
    ...(statuses.test(field('Status')) ? [] : ['no "- Status:" of proposed, accepted, rejected, superseded by NNNN']),
    ...(/^\d{4}-\d{2}-\d{2}$/.test(field('Date')) ? [] : ['no "- Date: YYYY-MM-DD"']),
    ...headings.filter((heading) => !sections.get(heading)).map((heading) => `"## ${heading}" is missing or empty`),
    ...(headings.every((heading) => sections.has(heading)) && !isInOrder([...sections.keys()])
      ? ['the sections are not in order']
      : []),
  ];
}

const isInOrder = (found: readonly string[]) =>
  found.filter((heading) => headings.includes(heading)).join() === headings.join();

describe('decision records', () => {
  const decisions = files.filter((file) => !file.startsWith('0000-'));

  it('all have the form of the template', () => {
    const complaints = decisions.flatMap((file): readonly Complaint[] =>
      complaintsAbout(file, readFileSync(join(folder, file), 'utf8')).map((complaint) => ({ file, complaint })),
    );
    expect(complaints).toEqual([]);
  });

  it('have a number each', () => {
    const numbers = files.map((file) => file.slice(0, 4));
    expect(numbers.filter((number, index) => numbers.indexOf(number) !== index)).toEqual([]);
  });

  it('name only successors that exist', () => {
    const successors = decisions.flatMap((file) => {
      const text = readFileSync(join(folder, file), 'utf8');
      return [...text.matchAll(/^- Status: superseded by (\d{4})$/gm)].map((match) => match[1] ?? '');
    });
    expect(successors.filter((number) => !files.some((file) => file.startsWith(number)))).toEqual([]);
  });

  it('start from a template with the same headings', () => {
    const template = readFileSync(join(folder, '0000-template.md'), 'utf8');
    expect([...template.matchAll(/^## (.+)$/gm)].map((match) => match[1])).toEqual(headings);
  });

  const whole = [
    '# 0042. A title',
    '- Status: accepted',
    '- Date: 2026-11-21',
    ...headings.map((h) => `## ${h}\nText.`),
  ];
  const without = (start: string) => whole.filter((line) => !line.startsWith(start)).join('\n');

  it('accepts a whole one', () => {
    expect(complaintsAbout('0042-a-title.md', whole.join('\n'))).toEqual([]);
  });

  it.each([
    ['a name without a number', 'a-title.md', whole.join('\n')],
    ['a title with another number', '0043-a-title.md', whole.join('\n')],
    ['no status', '0042-a-title.md', without('- Status')],
    ['no date', '0042-a-title.md', without('- Date')],
    ['no way to be wrong', '0042-a-title.md', without('## We would')],
    ['an empty section', '0042-a-title.md', whole.join('\n').replace('## Context\nText.', '## Context\n')],
    ['sections out of order', '0042-a-title.md', [...whole.slice(0, 3), ...whole.slice(3).reverse()].join('\n')],
  ])('notices %s', (_case, file, text) => {
    expect(complaintsAbout(file, text)).not.toEqual([]);
  });
});
