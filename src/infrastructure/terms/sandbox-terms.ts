import { hash } from 'node:crypto';

export const termsEdition = 'sandbox-2026-11';
export const termsTitle = 'Điều khoản sử dụng tài khoản (bản thử nghiệm)';

/** Invented for the sandbox: an embedding team brings its own, with an edition of its own. */
export const termsText = `# Điều khoản sử dụng tài khoản (bản thử nghiệm)

Hệ thống này chỉ để thử nghiệm. Mọi công dân, doanh nghiệp và cơ quan trong đó đều là giả định; xin đừng nhập thông tin
của người thật.

1. **Thông tin được xử lý.** Số giấy tờ, họ tên, ngày sinh, số điện thoại, địa chỉ thư điện tử và kết quả đối chiếu với
   các cơ sở dữ liệu mà phương thức đăng ký cần đến.
2. **Mục đích.** Xác minh rằng mỗi chủ thể chỉ có một tài khoản, và giải thích được mức độ xác minh của tài khoản đó.
3. **Lưu giữ.** Thông tin cá nhân được mã hóa bằng khóa riêng của từng chủ thể và bị xóa khi khóa đó bị hủy. Nhật ký sự
   kiện được giữ lại để kiểm tra.
4. **Quyền của chủ thể.** Xem hồ sơ, lịch sử đăng nhập và toàn bộ lịch sử tài khoản; khiếu nại khi giấy tờ của mình bị
   người khác sử dụng.
5. **Trách nhiệm.** Không cho người khác dùng tài khoản; giữ kín mật khẩu và mã OTP.
`;

/** SHA-256 of the text: what a consent is recorded with. */
export const termsDigest = hash('sha256', termsText, 'hex');
