import { sandboxSimPin } from '../../../src/adapters/http/sandbox/sandbox-phone.controller.js';
import { formOf, start, step } from './support/acts.js';
import { startWorld, type World } from './support/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const screen = '/sandbox/phone/screen';

async function lit() {
  const { phone = '' } = formOf(world, 'son');
  const started = await start(world, { method: 'simPki', phone });
  return { phone, started };
}

describe('the screen of a phone in the sandbox', () => {
  it('shows the code of the portal and takes the PIN', async () => {
    const { phone, started } = await lit();
    const shown = await world.get(`${screen}?phone=${phone}`);
    expect(shown.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(shown.headers['content-security-policy']).toContain("default-src 'none'");
    expect(shown.text).toContain(started.body.due.verificationCode);
    expect(shown.text).toContain('Đồng ý ký');
    const signed = await world.post(screen, { phone, act: 'sign', pin: sandboxSimPin });
    expect(signed.text).toContain('Đã ký');
    expect((await step(world, started, { kind: 'poll' })).body.due.step).toBe('holderConfirmation');
    expect((await world.get(`${screen}?phone=${phone}`)).text).toContain('Không có yêu cầu ký');
  });

  it.each([
    [{ act: 'refuse' }, 'signing.userRefused', 'từ chối'],
    [{ act: 'sign', pin: '000000' }, 'signing.wrongPin', 'PIN không đúng'],
    [{ act: 'sign' }, 'signing.wrongPin', 'PIN không đúng'],
    [{ act: 'timeout' }, 'signing.expired', 'hết giờ'],
  ])('%o: %s', async (body, code, text) => {
    const { phone, started } = await lit();
    expect((await world.post(screen, { phone, ...body })).text).toContain(text);
    expect((await step(world, started, { kind: 'poll' })).body.code).toBe(code);
  });

  it('shows nothing that was typed as more than text', async () => {
    const odd = '<script>1</script>';
    const shown = await world.get(`${screen}?phone=${encodeURIComponent(odd)}`);
    expect(shown.text).not.toContain(odd);
    expect((await world.post(screen, { phone: odd, act: 'refuse' })).text).not.toContain(odd);
    expect((await world.post(screen, { phone: '0950000023', act: 'explode' })).status).toBe(400);
  });
});
