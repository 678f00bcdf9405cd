import { castAbout, personQuery, type SandboxPerson } from '../../../src/adapters/sandbox/index.js';
import type { PartialDate } from '../../../src/domain/values/partial-date.js';
import { testSandbox } from '../../support/test-sandbox.js';

const { sandbox } = testSandbox();
const { cast, population, subscriberRegistry, socialInsuranceRegistry, populationRegistry, postalAccounts } = sandbox;

const subscriberOf = async (person: SandboxPerson) => {
  const { personId, name, nameTier, birthDate } = await subscriberRegistry.match(
    person.phones[0]!,
    personQuery(person),
  );
  return [personId, name, nameTier ?? '-', birthDate].join(' ');
};
const insuredAs = async (person: SandboxPerson) => {
  const answer = await socialInsuranceRegistry.find(person.socialInsurance!.code);
  if (answer.kind === 'notFound') throw new Error('the cast is in its registers');
  return answer.person;
};
const aliasesOf = async (person: SandboxPerson, by: 'personalNumber' | 'cmnd' = 'personalNumber') => {
  const answer = await populationRegistry.confirm(personQuery(person, by), 'spec');
  return answer.kind === 'found' ? [answer.person.personalNumber, answer.person.cmnd] : answer.kind;
};

describe('the cast', () => {
  it('is known by handle and number, whatever the seed', () => {
    expect(population.person('an')).toBe(cast.an);
    expect(population.person('001090990001')).toBe(cast.an);
    expect(population.person('012990001')).toBe(cast.an);
    expect(population.organisation('0199000017')).toBe(cast.mayTrang);
    expect(population.organisation('H99.05')).toBe(cast.soSaoMai);
    expect(population.holder('nobody')).toBeUndefined();
    expect(testSandbox({ seed: 'another' }).sandbox.cast).toEqual(cast);
  });

  it('says what each is there to show', () => {
    expect(Object.keys(castAbout).sort()).toEqual(Object.keys(cast).sort());
    for (const about of Object.values(castAbout)) expect(about.length).toBeGreaterThan(10);
  });

  it.each([
    ['an', 'match match exact match'],
    ['hoa', 'match match exact match'],
    ['oanh', 'match match folded match'],
    ['phuc', 'match match exact notAvailable'],
    ['giang', 'noMatch noMatch - noMatch'],
    ['nga', 'noMatch match exact match'],
    ['hue', 'notAvailable notAvailable - notAvailable'],
    ['mai', 'match match exact match'],
    ['tin', 'noMatch noMatch - noMatch'],
    ['ha', 'match match exact match'],
  ] as const)('the carrier says of %s: %s', async (handle, expected) => {
    expect(await subscriberOf(cast[handle])).toBe(expected);
  });

  it('binh: the register returns the CMND, and the population register knows it is hers', async () => {
    expect(await insuredAs(cast.binh)).toEqual({
      cmnd: '190990002',
      name: cast.binh.name,
      birthDate: cast.binh.birthDate,
    });
    expect(await aliasesOf(cast.binh)).toEqual([cast.binh.personalNumber, '190990002']);
  });

  it("em: the entry is another person's", async () => {
    expect(await insuredAs(cast.em)).toMatchObject({ name: 'Bùi Thị Sen', personalNumber: '092188990905' });
  });

  it('ha: every register knows the year alone', async () => {
    expect((await insuredAs(cast.ha)).birthDate).toBe('1948');
    const day = '1948-05-01' as PartialDate;
    const answer = await subscriberRegistry.match(cast.ha.phones[0]!, { ...personQuery(cast.ha), birthDate: day });
    expect(answer.birthDate).toBe('notAvailable');
  });

  it('bach: the population register does not know his CMND, neither when asked for it nor when asked for him', async () => {
    expect(await aliasesOf(cast.bach)).toEqual([cast.bach.personalNumber, undefined]);
    expect(await aliasesOf(cast.bach, 'cmnd')).toBe('notFound');
    expect(await insuredAs(cast.bach)).not.toHaveProperty('personalNumber');
  });

  it('quy and quynh hold one CMND: each is found under it by name and birth', async () => {
    expect(cast.quy.cmnd).toBe(cast.quynh.cmnd);
    expect(await aliasesOf(cast.quy, 'cmnd')).toEqual([cast.quy.personalNumber, cast.quy.cmnd]);
    expect(await aliasesOf(cast.quynh, 'cmnd')).toEqual([cast.quynh.personalNumber, cast.quynh.cmnd]);
  });

  it('lan and lan2 have a name and a birthday in common, nothing else', () => {
    expect([cast.lan.name, cast.lan.birthDate]).toEqual([cast.lan2.name, cast.lan2.birthDate]);
    expect(cast.lan.personalNumber).not.toBe(cast.lan2.personalNumber);
  });

  it('chi activates by SMS, dung by e-mail; khanh is a civil servant', async () => {
    const customer = async (person: SandboxPerson) => postalAccounts.find(personQuery(person));
    expect(await customer(cast.chi)).toMatchObject({ kind: 'found', phone: '+84950000003', civilServant: false });
    expect(await customer(cast.chi)).not.toHaveProperty('email');
    expect(await customer(cast.dung)).toMatchObject({ kind: 'found', email: 'dung@hopthu.example' });
    expect(await customer(cast.khanh)).toMatchObject({ kind: 'found', civilServant: true });
  });

  it('cucGioNam is in no directory; phuongSaoMai is found by its budget code', async () => {
    const { organisationDirectory } = sandbox;
    expect(await organisationDirectory.find({ budgetCode: cast.cucGioNam.budgetCode! })).toMatchObject({
      kind: 'notFound',
    });
    expect(await organisationDirectory.find({ budgetCode: cast.phuongSaoMai.budgetCode! })).toMatchObject({
      kind: 'found',
      code: 'H99.05.01',
      parent: 'Ủy ban nhân dân tỉnh Sao Mai',
    });
  });

  it('raw answers are JSON under the names that registers use', async () => {
    const answer = await populationRegistry.confirm(personQuery(cast.ha), 'can-bo-1');
    expect(JSON.parse(answer.raw)).toMatchObject({
      MaCanBo: 'can-bo-1',
      CongDan: { SoDinhDanh: cast.ha.personalNumber, HoVaTen: 'HOÀNG THỊ HÀ', NgayThangNamSinh: { Nam: '1948' } },
    });
    const match = await subscriberRegistry.match(cast.phuc.phones[0]!, personQuery(cast.phuc));
    expect(JSON.parse(match.raw)).toMatchObject({ nameMatch: 'true', birthdateMatch: 'not_available' });
  });
});

describe('registers of the generated population', () => {
  it('confirm everybody under their personal number', async () => {
    for (const person of population.people) {
      const answer = await populationRegistry.confirm(personQuery(person), 'spec');
      expect(answer).toMatchObject({ kind: 'found', person: { personalNumber: person.personalNumber } });
    }
  });

  it('know nothing of a name that differs by a tone', async () => {
    const query = { ...personQuery(cast.hoa), name: 'Đặng Thị Hoa' };
    expect(await populationRegistry.confirm(query, 'spec')).toMatchObject({ kind: 'notFound' });
    const answer = await subscriberRegistry.match(cast.hoa.phones[0]!, query);
    expect(answer.name).toBe('noMatch');
  });

  it('answer a name that is none with no match', async () => {
    const answer = await subscriberRegistry.match(cast.an.phones[0]!, { ...personQuery(cast.an), name: '12' });
    expect(answer.name).toBe('noMatch');
  });
});
