import type { CatalogueEntry } from './catalogue-entry.js';

const refused = (code: string, vi: string, en: string): CatalogueEntry => ({ code, kind: 'refused', vi, en });

/** Refusals of the update from the population database, and of what a merge brings. */
export const mergeErrors: readonly CatalogueEntry[] = [
  refused(
    'sync.notByVneid',
    'Vui lòng đăng nhập bằng VNeID để cập nhật thông tin từ Cơ sở dữ liệu quốc gia về dân cư.',
    'Please log in by VNeID to update your data from the national population database.',
  ),
  refused(
    'sync.citizensOnly',
    'Chỉ tài khoản công dân được cập nhật từ Cơ sở dữ liệu quốc gia về dân cư.',
    'Only a citizen’s account is updated from the national population database.',
  ),
  refused(
    'sync.notOwnNumber',
    'Số CCCD đã nhập không phải số định danh cá nhân của bạn.',
    'The number you typed is not your own personal number.',
  ),
  refused(
    'sync.notConfirmed',
    'Thông tin đã nhập không khớp với Cơ sở dữ liệu quốc gia về dân cư. Vui lòng kiểm tra lại họ tên và ngày sinh.',
    'What you typed does not match the national population database. Please check name and date of birth.',
  ),
  {
    code: 'sync.tooMany',
    kind: 'busy',
    vi: 'Tài khoản đã được cập nhật từ Cơ sở dữ liệu quốc gia về dân cư quá nhiều lần. Vui lòng thử lại sau.',
    en: 'This account was brought up to date from the national population database too often. Please try again later.',
  },
  refused(
    'merge.wasReversed',
    'Việc hợp nhất hai tài khoản này đã bị hủy trước đây. Vui lòng đến quầy giao dịch.',
    'A merge of these two accounts was undone before. Please turn to a service counter.',
  ),
  {
    code: 'merge.notOffered',
    kind: 'notFound',
    vi: 'Không có phương thức hoặc số điện thoại này đang chờ bạn đồng ý.',
    en: 'No such method or phone is waiting for your consent.',
  },
];
