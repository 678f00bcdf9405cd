import { localPhone } from '../../../src/domain/values/phone.js';
import { thief } from '../../support/attackers.js';
import { accepted, allEvents, codeOn, formOf, openCore, refused, register } from '../../support/core-harness.js';

/** Who knows everything that the form asks of the victim, and holds a phone of their own. */
function squatter() {
  const harness = openCore();
  const { an, mai } = harness.sandbox.cast;
  const [own] = mai.phones;
  if (own === undefined) throw new Error('mai has no phone');
  return { harness, victim: an, own, form: formOf(an, { phone: localPhone(own) }) };
}

describe('somebody registers under the victim’s number first', () => {
  it('is stopped by the carriers: the phone is not the victim’s', async () => {
    const { harness, victim, own, form } = squatter();
    const { registrations } = harness.core;
    const { registrationId } = accepted(await registrations.start(form, thief)).value;
    const code = codeOn(harness, own);
    const answer = await registrations.submit(registrationId, { kind: 'otp', code }, thief);
    expect(refused(answer).code).toBe('registration.identityMismatch');
    expect(await allEvents(harness, 'IdentifierClaimed')).toEqual([]);
    expect((await register(harness, victim)).accountId).toEqual(expect.any(String));
  });

  it('holds nothing by registrations that are begun and left: the victim registers at once', async () => {
    const { harness, victim, form } = squatter();
    for (let time = 0; time < 5; time += 1) accepted(await harness.core.registrations.start(form, thief));
    expect(await allEvents(harness, 'IdentifierClaimed')).toEqual([]);
    expect((await register(harness, victim)).accountId).toEqual(expect.any(String));
  });

  it('and with the victim’s own phone on the form, does not get its code', async () => {
    const { harness, victim } = squatter();
    const { registrations } = harness.core;
    const { registrationId } = accepted(await registrations.start(formOf(victim), thief)).value;
    for (let guess = 0; guess < 6; guess += 1) {
      const answer = await registrations.submit(registrationId, { kind: 'otp', code: `00000${guess}` }, thief);
      expect(answer.kind).not.toBe('accepted');
    }
    expect(await allEvents(harness, 'OtpConfirmed')).toEqual([]);
  });
});
