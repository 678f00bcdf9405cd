import { appendFileSync, readFileSync, statSync } from 'node:fs';
import { Inbox, renderInbox } from '../../../src/adapters/sandbox/index.js';
import { instant } from '../../../src/domain/kernel/instant.js';
import { temporaryFile, type TemporaryFile } from '../../support/temporary-file.js';

const at = instant(Date.parse('2026-03-02T09:00:00+07:00'));
const clock = { now: () => at };
const phone = '+84950000001';
const sms = (messageId: string, text = messageId, to = phone) => ({ channel: 'sms' as const, messageId, to, text });
const texts = (inbox: Inbox, to?: string) => inbox.list(to).map(({ text }) => text);

describe('the inbox', () => {
  it('keeps messages for each destination, newest first', () => {
    const inbox = new Inbox({ clock });
    inbox.receive(sms('1'));
    inbox.receive(sms('2', '2', '+84950000002'));
    inbox.receive(sms('3'));
    expect(texts(inbox)).toEqual(['3', '2', '1']);
    expect(texts(inbox, phone)).toEqual(['3', '1']);
    expect(inbox.list(phone)[0]).toEqual({ ...sms('3'), receivedAt: at });
    expect(texts(inbox, 'nobody')).toEqual([]);
  });

  it('takes a message id once, also after it was cleared; SMS and mail do not share ids', () => {
    const inbox = new Inbox({ clock });
    expect(inbox.receive(sms('1'))).toBe(true);
    expect(inbox.receive(sms('1', 'again'))).toBe(false);
    expect(inbox.receive({ ...sms('1'), channel: 'mail' })).toBe(true);
    inbox.clear();
    expect(inbox.receive(sms('1'))).toBe(false);
    expect(texts(inbox)).toEqual([]);
  });

  it('clears one destination and leaves the rest', () => {
    const inbox = new Inbox({ clock });
    inbox.receive(sms('1'));
    inbox.receive(sms('2', '2', 'b@mail.example'));
    inbox.clear(phone);
    expect(texts(inbox)).toEqual(['2']);
  });

  it('forgets the oldest of a destination, and the oldest of all', () => {
    const inbox = new Inbox({ clock, perDestination: 3, total: 5 });
    for (const id of ['1', '2', '3', '4']) inbox.receive(sms(id));
    expect(texts(inbox)).toEqual(['4', '3', '2']);
    for (const id of ['5', '6', '7']) inbox.receive(sms(id, id, `+8495000010${id}`));
    expect(texts(inbox)).toEqual(['7', '6', '5', '4', '3']);
    for (let id = 100; id < 200; id += 1) inbox.receive(sms(`${id}`, `${id}`, `+84950000${id}`));
    expect(texts(inbox)).toEqual(['199', '198', '197', '196', '195']);
    expect(inbox.receive(sms('199'))).toBe(false);
  });

  it('finds the newest code of six digits, and the newest link', () => {
    const inbox = new Inbox({ clock });
    inbox.receive(sms('1', 'Ma 111111 co hieu luc 3 phut'));
    inbox.receive(sms('2', 'Ma: 222222.'));
    inbox.receive(sms('3', 'So 0950000001, 1234567 va 12345: khong co ma'));
    expect(inbox.latestCode(phone)).toBe('222222');
    expect(inbox.latestCode('+84950000002')).toBeUndefined();
    inbox.receive({
      channel: 'mail',
      messageId: 'm',
      to: 'a@mail.example',
      subject: 'Kích hoạt',
      text: 'Mở <https://portal.example/x?t=1>\nhoặc https://portal.example/y',
    });
    expect(inbox.latestLink('a@mail.example')).toBe('https://portal.example/x?t=1');
  });
});

describe('an inbox in a file', () => {
  let folder: TemporaryFile;
  let file: string;
  beforeEach(() => {
    folder = temporaryFile('inbox.jsonl');
    file = folder.path;
  });
  afterEach(() => folder.remove());

  it('is one for several processes', () => {
    const [one, two] = [new Inbox({ clock, file }), new Inbox({ clock, file })];
    one.receive(sms('1', 'Ma 111111'));
    expect(two.latestCode(phone)).toBe('111111');
    expect(two.receive(sms('1'))).toBe(false);
    two.receive(sms('2'));
    expect(texts(one)).toEqual(['2', 'Ma 111111']);
    one.clear();
    expect(texts(two)).toEqual([]);
    expect(two.receive(sms('2'))).toBe(false);
    two.receive(sms('3'));
    expect(texts(one)).toEqual(['3']);
    expect(new Inbox({ clock, file }).list()).toHaveLength(1);
  });

  it('is for its owner only', () => {
    new Inbox({ clock, file }).receive(sms('1'));
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('waits for the rest of a line, and passes over lines that are none', () => {
    const inbox = new Inbox({ clock, file });
    const line = JSON.stringify({ ...sms('1', 'Mã xác thực'), receivedAt: at });
    const bytes = Buffer.from(`not json\n"text"\n{}\n${line}\n`);
    const cut = bytes.indexOf('ã') + 1;
    appendFileSync(file, bytes.subarray(0, cut));
    expect(inbox.list()).toEqual([]);
    appendFileSync(file, bytes.subarray(cut));
    expect(texts(inbox)).toEqual(['Mã xác thực']);
  });

  it('does not grow for ever: what is forgotten goes when the file is opened again', () => {
    const options = { clock, file, total: 5 };
    const inbox = new Inbox(options);
    for (let id = 0; id < 30; id += 1) inbox.receive(sms(`${id}`));
    expect(texts(new Inbox(options))).toEqual(['29', '28', '27', '26', '25']);
    expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(5);
    inbox.receive(sms('last'));
    expect(texts(inbox)).toEqual(['last', '29', '28', '27', '26']);
  });
});

describe('the inbox in a terminal', () => {
  it('shows time, channel, destination, subject and text', () => {
    const messages = [
      { ...sms('1', 'Ma 111111'), receivedAt: at },
      {
        channel: 'mail' as const,
        messageId: '2',
        to: 'a@mail.example',
        subject: 'Kích hoạt',
        text: 'Dòng 1\n\nDòng 2',
        receivedAt: at,
      },
    ];
    expect(renderInbox(messages)).toBe(
      [
        '2026-03-02 09:00:00  SMS → +84950000001',
        '    Ma 111111',
        '',
        '2026-03-02 09:00:00  E-MAIL → a@mail.example  Kích hoạt',
        '    Dòng 1',
        '',
        '    Dòng 2',
        '',
      ].join('\n'),
    );
    expect(renderInbox([])).toBe('Hộp thư trống.\n');
  });

  it('lets no message move the cursor', () => {
    expect(renderInbox([{ ...sms('1', 'a\u001b[2Jb'), receivedAt: at }])).not.toContain('\u001b');
  });
});
