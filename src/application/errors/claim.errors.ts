import type { CatalogueEntry } from './catalogue-entry.js';

/** Refusals of the claim of an identifier, and the answers of the protocol that makes claims. */
export const claimErrors: readonly CatalogueEntry[] = [
  {
    code: 'claim.heldByAnother',
    kind: 'conflict',
    vi: 'Giấy tờ này đang được gắn với một tài khoản khác.',
    en: 'This identifier belongs to another account.',
  },
  {
    code: 'claim.ownerNotTerminal',
    kind: 'conflict',
    vi: 'Giấy tờ này đang thuộc một tài khoản còn hiệu lực.',
    en: 'This identifier belongs to an account that has not ended.',
  },
  {
    code: 'claim.notHeld',
    kind: 'conflict',
    vi: 'Giấy tờ này không gắn với tài khoản đã nêu.',
    en: 'This identifier does not belong to that account.',
  },
  {
    code: 'claim.releaseBeforeEnd',
    kind: 'refused',
    vi: 'Chỉ được bỏ gắn giấy tờ khỏi tài khoản đã chấm dứt.',
    en: 'An identifier can be given back only by an account that has ended.',
  },
  {
    code: 'registration.duplicate',
    kind: 'refused',
    vi: 'Công dân, tổ chức này đã có tài khoản trên hệ thống.',
    en: 'This person or organisation already has an account.',
  },
  {
    code: 'registration.superseded',
    kind: 'conflict',
    vi: 'Lượt đăng ký này đã bị một lượt đăng ký khác thay thế. Vui lòng đăng ký lại từ đầu.',
    en: 'Another registration took the place of this one. Please start again.',
  },
  {
    code: 'registration.pending',
    kind: 'pending',
    vi: 'Một lượt đăng ký khác cho cùng giấy tờ này đang được xử lý. Vui lòng thử lại sau ít phút.',
    en: 'Another registration with the same identifier is being processed. Please try again shortly.',
  },
  {
    code: 'command.contended',
    kind: 'busy',
    vi: 'Có quá nhiều thao tác cùng lúc trên tài khoản. Vui lòng thử lại.',
    en: 'Too many changes to this account at the same time. Please try again.',
  },
];
