import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

describe('the example of a host over configured stores', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dinhdanh-host-'));
  const before = process.env['DINHDANH_DATA'];
  afterAll(() => {
    if (before === undefined) delete process.env['DINHDANH_DATA'];
    else process.env['DINHDANH_DATA'] = before;
    rmSync(folder, { recursive: true, force: true });
  });

  it('runs', async () => {
    process.env['DINHDANH_DATA'] = folder;
    await import('../../docs/examples/embed-production.js');
  });
});
