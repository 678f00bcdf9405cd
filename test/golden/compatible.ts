/** Field -> what it may hold; a question mark after the name: it may be absent. */
export type Fields = Readonly<Record<string, string>>;

/** Why histories written under `before` may no longer read under `now`; none: they do. */
export function breaks(before: Fields, now: Fields): readonly string[] {
  const complaints: string[] = [];
  for (const [key, held] of Object.entries(before)) {
    const name = key.replace('?', '');
    const holds = now[name] ?? now[`${name}?`];
    if (holds === undefined) complaints.push(`${name} is gone`);
    else if (!isAsWide(holds, held)) complaints.push(`${name} was ${held} and is ${holds}`);
    else if (key.endsWith('?') && now[name] !== undefined) complaints.push(`${name} was optional`);
  }
  for (const key of Object.keys(now)) {
    const isNew = before[key.replace('?', '')] === undefined && before[`${key.replace('?', '')}?`] === undefined;
    if (isNew && !key.endsWith('?')) complaints.push(`${key} is new and not optional`);
  }
  return complaints;
}

const unions = /'[^']*'(?: \| '[^']*')*/g;

/** A union of texts may get further members; everything around it stays as it was. */
function isAsWide(now: string, before: string): boolean {
  if (now.replace(unions, '') !== before.replace(unions, '')) return false;
  const membersOf = (text: string): readonly (readonly string[])[] =>
    (text.match(unions) ?? []).map((union) => union.split(' | '));
  const [wide, narrow] = [membersOf(now), membersOf(before)];
  return narrow.every((members, index) => members.every((member) => wide[index]?.includes(member)));
}
