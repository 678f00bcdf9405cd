import { partsOfOwnWords } from '../../../src/adapters/crypto/own-words.js';
import { makePasswordStrength } from '../../../src/adapters/crypto/password-strength.js';
import { vietnameseWords } from '../../../src/adapters/crypto/vietnamese-words.js';
import { checkPassword, portalPasswordRules } from '../../../src/domain/values/password-rules.js';

const strength = makePasswordStrength();
const own = ['Trần Văn Minh', '079188000423', '+84912000111', '1988-04-23', 'minhtv@example.vn'];

describe('passwords that the rules accept and everybody uses', () => {
  it.each([
    'Password1!',
    'P@ssw0rd2024',
    'Qwerty1!',
    'Abc@12345',
    'Abcd1234!',
    '1qaz@WSX',
    'zaq12wsX!',
    'Admin@123',
    'aA1!aA1!',
  ])('blocks %s', (password) => {
    expect(checkPassword(portalPasswordRules, password)).toBeUndefined();
    expect(strength.judge(password, []).blocked).toBe(true);
  });

  it.each([
    'Matkhau@123',
    'Mật khẩu@123',
    'Anhyeuem1!',
    'Vietnam@2024',
    'Nguyen@1990',
    'Hanoi@2024',
    'Viettel@123',
    'Yeuem@1234',
  ])('blocks the Vietnamese %s', (password) => {
    expect(checkPassword(portalPasswordRules, password)).toBeUndefined();
    expect(strength.judge(password, []).blocked).toBe(true);
  });
});

describe("passwords made of the person's own data", () => {
  it.each([
    ['given name and year', 'Minh1990@'],
    ['whole name', 'Tranvanminh@1'],
    ['name with accents', 'Trần Văn Minh 1!'],
    ['name and initials', 'MinhTV@88'],
    ['date of birth', 'Aa@23041988'],
    ['short date of birth', 'Minh@230488'],
    ['phone as dialled', 'aA!0912000111'],
    ['end of the phone', 'Minh@000111'],
    ['personal number', '079188000423aA!'],
    ['mail name', 'Minhtv@123'],
  ])('blocks %s', (_what, password) => {
    expect(strength.judge(password, own).blocked).toBe(true);
  });

  it('knows whose data it is', () => {
    expect(strength.judge('079188000423aA!', own).blocked).toBe(true);
    expect(strength.judge('079188000423aA!', ['Lê Thị Hoa']).blocked).toBe(false);
  });
});

describe('passwords that nobody guesses', () => {
  it.each(['xK7#pQ2m', 'Bon con meo nho 7!', 'kẹo Dừa 8 hạt?', 'Пароль-№7aA', 'correct horse battery staple'])(
    'lets %s pass',
    (password) => {
      expect(strength.judge(password, own).blocked).toBe(false);
    },
  );

  it('gives long phrases the best score', () => {
    expect(strength.judge('Bảy con mèo đi chợ lúc 5 giờ!', own)).toEqual({ blocked: false, score: 4 });
  });
});

it('blocks exactly what scores 0 or 1', () => {
  for (const password of [
    '',
    'a',
    '123456',
    'Matkhau@123',
    'Sandbox#2024',
    'xK7#pQ2m',
    'aaaaaaaaaaaa',
    'Tr4n-Qu4ng-Xq9',
  ]) {
    const { blocked, score } = strength.judge(password, own);
    expect(blocked).toBe(score < 2);
  }
});

it('looks at a bounded part of a long text', () => {
  const hostile = ['a1!B'.repeat(1_000), '@'.repeat(4_096), 'p4ssw0rd'.repeat(500), 'ậ'.repeat(4_000)];
  const start = performance.now();
  for (const password of hostile) strength.judge(password, own);
  expect(performance.now() - start).toBeLessThan(2_000);
});

it('keeps its own list of words bare, each once', () => {
  for (const word of vietnameseWords) expect(word).toMatch(/^[a-z0-9]+$/);
  expect(new Set(vietnameseWords).size).toBe(vietnameseWords.length);
  expect(vietnameseWords.length).toBeGreaterThan(500);
});

it('takes a person apart as a guesser would', () => {
  const parts = partsOfOwnWords(own);
  for (const part of [
    'minh',
    'tranvanminh',
    'tranminh',
    'minhtran',
    'minhtv',
    'tvminh',
    '0423',
    '0912000111',
    '23041988',
    '230488',
    '19880423',
    '1988',
  ])
    expect(parts).toContain(part);
  expect(parts).not.toContain('v');
});
