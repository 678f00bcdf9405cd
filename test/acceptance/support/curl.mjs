#!/usr/bin/env node
// What the README needs of curl, for machines without it: -sS, -w, -H, -d and an address.
const words = process.argv.slice(2);
const headers = {};
let body, address;
let ending = '';
for (let index = 0; index < words.length; index += 1) {
  const word = words[index];
  if (word === '-H') {
    const [name, ...value] = words[(index += 1)].split(':');
    headers[name] = value.join(':').trim();
  } else if (word === '-d') body = words[(index += 1)];
  else if (word === '-w') ending = words[(index += 1)].replaceAll('\\n', '\n');
  else if (!word.startsWith('-')) address = word;
}
const answer = await fetch(address, { method: body === undefined ? 'GET' : 'POST', headers, ...(body && { body }) });
process.stdout.write((await answer.text()) + ending);
