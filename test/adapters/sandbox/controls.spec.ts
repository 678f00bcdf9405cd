import { personQuery } from '../../../src/adapters/sandbox/index.js';
import { SandboxControls } from '../../../src/adapters/sandbox/controls.js';
import { isUnavailable } from '../../../src/application/ports/unavailable.js';
import { instant } from '../../../src/domain/kernel/instant.js';
import { testSandbox } from '../../support/test-sandbox.js';

describe('the controls of the sandbox', () => {
  const { sandbox, now } = testSandbox();
  const { cast, controls, subscriberRegistry, populationRegistry, smsSender, inbox } = sandbox;
  const ask = () => subscriberRegistry.match(cast.an.phones[0]!, personQuery(cast.an));
  const failure = () => ask().then(undefined, (error: unknown) => error);

  afterEach(() => {
    controls.reset();
    inbox.clear();
  });

  it('take one counterparty down and leave the others up', async () => {
    controls.down('subscriberRegistry');
    expect(isUnavailable(await failure())).toBe(true);
    expect(isUnavailable(await failure())).toBe(true);
    expect(await populationRegistry.confirm(personQuery(cast.an), 'spec')).toMatchObject({ kind: 'found' });
    controls.up('subscriberRegistry');
    expect(await ask()).toMatchObject({ personId: 'match' });
  });

  it('let so many calls fail, and say when to try again', async () => {
    controls.down('subscriberRegistry', { calls: 2, retryAfterMs: 700 });
    expect(await failure()).toMatchObject({ port: 'subscriberRegistry', retryAfterMs: 700 });
    expect(isUnavailable(await failure())).toBe(true);
    expect(await ask()).toMatchObject({ personId: 'match' });
  });

  it('put answers into a mouth, one after another, and an outage uses none up', async () => {
    const scripted = { personId: 'noMatch', name: 'match', birthDate: 'match', raw: '{}' } as const;
    controls.answerNext('subscriberRegistry', scripted, { ...scripted, name: 'noMatch' });
    controls.down('subscriberRegistry', { calls: 1 });
    expect(isUnavailable(await failure())).toBe(true);
    expect(await ask()).toEqual(scripted);
    expect(await ask()).toMatchObject({ name: 'noMatch' });
    expect(await ask()).toMatchObject({ personId: 'match' });
  });

  it('slow answers down, and failures too', async () => {
    controls.delay('subscriberRegistry', 40);
    const started = performance.now();
    await ask();
    controls.down('subscriberRegistry');
    await failure();
    expect(performance.now() - started).toBeGreaterThan(75);
    controls.up('subscriberRegistry');
    controls.delay('subscriberRegistry', 0);
    const again = performance.now();
    await ask();
    expect(performance.now() - again).toBeLessThan(35);
  });

  it('remember who was asked what, and how it went', async () => {
    await ask();
    await populationRegistry.confirm(personQuery(cast.an), 'can-bo-7');
    controls.down('subscriberRegistry', { calls: 1 });
    await failure();
    expect(controls.calls().map(({ counterparty, outcome }) => `${counterparty} ${outcome}`)).toEqual([
      'subscriberRegistry answered',
      'populationRegistry answered',
      'subscriberRegistry unavailable',
    ]);
    expect(controls.calls('populationRegistry')).toEqual([
      {
        counterparty: 'populationRegistry',
        operation: 'confirm',
        request: { person: personQuery(cast.an), asker: 'can-bo-7' },
        at: now(),
        outcome: 'answered',
      },
    ]);
  });

  it('refuse a message as a gateway would, and nothing arrives', async () => {
    controls.answerNext('smsSender', { kind: 'refused', reason: 'blocked' });
    const sms = { messageId: 'm', to: cast.an.phones[0]!, text: 'x' };
    expect(await smsSender.send(sms)).toEqual({ kind: 'refused', reason: 'blocked' });
    expect(inbox.list()).toEqual([]);
  });

  it('forget the oldest calls, so that a long run does not fill the memory', async () => {
    const few = new SandboxControls({ now: () => instant(0) }, 3);
    for (const id of ['a', 'b', 'c', 'd', 'e']) await few.tell('smsSender', id, {}, () => undefined);
    expect(few.calls().map(({ operation }) => operation)).toEqual(['c', 'd', 'e']);
  });
});
