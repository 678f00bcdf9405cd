/** A document that a rule comes from. `key` is what rules cite; `title` is the document's own. */
export interface SourceDocument {
  readonly key: string;
  readonly title: string;
}

/** The five documents the system is built from, and the standards beside them. */
export const sourceDocuments = {
  bca: {
    key: 'bca',
    title: 'Quy trình tạo lập tài khoản trên Cổng Dịch vụ công Quốc gia và Cổng Dịch vụ công Bộ Công an',
  },
  badinh2022: {
    key: 'badinh2022',
    title: 'UBND quận Ba Đình: Hướng dẫn sử dụng đăng ký, đăng nhập tài khoản trên Cổng Dịch vụ công Quốc gia (7/2022)',
  },
  usb: { key: 'usb', title: 'Đăng ký tài khoản trên Cổng Dịch vụ công Quốc gia bằng USB chữ ký số' },
  xuanhoa: { key: 'xuanhoa', title: 'Hướng dẫn cách đăng ký tài khoản trên Cổng dịch vụ công quốc gia (xã Xuân Hòa)' },
  vneid: {
    key: 'vneid',
    title: 'UBND huyện Quảng Trạch: Hướng dẫn cài đặt, đăng ký, kích hoạt, sử dụng tài khoản định danh điện tử VNeID',
  },
  nd69: { key: 'nd69', title: 'Nghị định 69/2024/NĐ-CP về định danh và xác thực điện tử' },
  design: { key: 'design', title: 'Định Danh: quyết định thiết kế (docs/adr)' },
  standard: { key: 'standard', title: 'Tiêu chuẩn và danh mục công khai' },
} as const satisfies Record<string, SourceDocument>;

export type SourceKey = keyof typeof sourceDocuments;

/**
 * One rule of the system, as data. docs/reference/rules.md is generated from these; a test carries the rule's id in
 * its title as `[id]`, and a rule without such a test fails the build.
 */
export interface Rule {
  /** Upper-case, hyphenated, never reused: `MOB-DEDUP`. */
  readonly id: string;
  /** One English sentence that says what holds. */
  readonly statement: string;
  readonly source: { readonly document: SourceKey; readonly section: string };
}
