// Lints texts as if they stood in the files named, and prints what eslint says. A process of its own: eslint loads its
// configuration with import(), outside the module registry of a test run.
// In: [{ "file": "src/domain/…", "text": "…" }] as the first argument. Out: [[ "rule-id", … ], …].
import { ESLint } from 'eslint';

const eslint = new ESLint();
const texts = JSON.parse(process.argv[2] ?? '[]');
const found = [];
for (const { file, text } of texts) {
  const results = await eslint.lintText(text, { filePath: file });
  found.push(results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => ruleId ?? message)));
}
process.stdout.write(JSON.stringify(found));
