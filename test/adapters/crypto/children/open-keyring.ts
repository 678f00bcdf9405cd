import { openKeyringFile } from '../../../../src/adapters/crypto/keyring-file.js';

// Waits for the word on stdin, so that all start at once; answers with what identifies the keys.
process.stdout.write('ready\n');
process.stdin.once('data', () => {
  const keyring = openKeyringFile(process.argv[2] ?? '');
  process.stdout.write(JSON.stringify(keyring.pepperChecks()) + '\n');
  process.stdin.destroy();
});
