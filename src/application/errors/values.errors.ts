import type { CatalogueEntry } from './catalogue-entry.js';

const invalid = (code: string, vi: string, en: string): CatalogueEntry => ({ code, kind: 'invalid', vi, en });

/** Refusals of identifiers and values: what was given cannot be read. */
export const valueErrors: readonly CatalogueEntry[] = [
  invalid(
    'identifier.personId.missing',
    'Bạn phải nhập số CMND, CCCD hoặc số định danh cá nhân.',
    'Enter your CMND, citizen card or personal number.',
  ),
  invalid(
    'identifier.personId.format',
    'Số CMND có 9 chữ số; số CCCD hoặc số định danh cá nhân có 12 chữ số.',
    'A CMND has 9 digits; a citizen card or personal number has 12.',
  ),
  invalid(
    'identifier.personalNumber.format',
    'Số định danh cá nhân (số CCCD) phải có đúng 12 chữ số.',
    'A personal number (citizen card number) has exactly 12 digits.',
  ),
  invalid('identifier.cmnd.format', 'Số CMND phải có đúng 9 chữ số.', 'A CMND number has exactly 9 digits.'),
  invalid(
    'identifier.taxCode.format',
    'Mã số thuế của doanh nghiệp có 10 chữ số; của đơn vị phụ thuộc có 13 chữ số.',
    'The tax code of an enterprise has 10 digits, that of a branch 13.',
  ),
  invalid(
    'identifier.taxCode.isPerson',
    'Mã số thuế 12 chữ số là số định danh của cá nhân, không phải mã số thuế của doanh nghiệp.',
    'A tax code of 12 digits is the personal number of an individual, not the tax code of an enterprise.',
  ),
  invalid(
    'identifier.taxCode.serial',
    'Mã số thuế không tồn tại: phần số thứ tự toàn chữ số 0.',
    'There is no such tax code: its serial part is all zeros.',
  ),
  invalid(
    'identifier.taxCode.checkDigit',
    'Mã số thuế không đúng: chữ số kiểm tra không khớp. Vui lòng kiểm tra lại các chữ số.',
    'The tax code is wrong: its check digit does not fit. Please check the digits.',
  ),
  invalid(
    'identifier.taxCode.branch',
    'Ba chữ số cuối của mã số thuế đơn vị phụ thuộc phải từ 001 đến 999.',
    'The last three digits of the tax code of a branch run from 001 to 999.',
  ),
  invalid(
    'identifier.organisationCode.format',
    'Mã định danh cơ quan không đúng định dạng.',
    'The code of the agency is not in a known form.',
  ),
  invalid(
    'identifier.organisationCode.levels',
    'Mã định danh cơ quan có cấp 3 nhưng không có cấp 2. Vui lòng nhập mã theo Quyết định 20/2020/QĐ-TTg.',
    'The code of the agency has a third level but no second. Enter it in the form of Decision 20/2020/QĐ-TTg.',
  ),
  invalid(
    'identifier.socialInsuranceCode.format',
    'Mã số bảo hiểm xã hội phải có đúng 10 chữ số.',
    'A social-insurance code has exactly 10 digits.',
  ),
  invalid(
    'identifier.certificate.format',
    'Không đọc được nhà phát hành, số sê-ri hoặc khóa của chứng thư số.',
    'The issuer, serial number or key of the certificate cannot be read.',
  ),
  invalid('identifier.phone.missing', 'Bạn phải nhập số điện thoại.', 'Enter a phone number.'),
  invalid(
    'identifier.phone.format',
    'Số điện thoại không đúng định dạng. Số di động có 10 chữ số, bắt đầu bằng 0 hoặc +84.',
    'The phone number is not in a known form. A mobile number has 10 digits and begins with 0 or +84.',
  ),
  invalid(
    'identifier.phone.notMobile',
    'Chỉ nhận số điện thoại di động của Việt Nam.',
    'Only Vietnamese mobile numbers are accepted.',
  ),
  invalid('name.missing', 'Bạn phải nhập họ và tên.', 'Enter the name.'),
  invalid(
    'name.characters',
    'Họ và tên chỉ gồm chữ cái La-tinh, khoảng trắng, dấu nháy, dấu gạch nối và dấu chấm.',
    'A name consists of Latin letters, spaces, apostrophes, hyphens and dots.',
  ),
  invalid('name.tooLong', 'Họ và tên quá dài.', 'The name is too long.'),
  invalid('date.missing', 'Bạn phải nhập ngày.', 'Enter a date.'),
  invalid(
    'date.format',
    'Ngày không đúng định dạng. Ngày sinh nhập theo dạng ngày/tháng/năm với đủ hai chữ số, ví dụ 05/03/1990.',
    'The date is not in the expected form. Enter a date of birth as day/month/year with two digits each, such as 05/03/1990.',
  ),
  invalid('date.calendar', 'Ngày không có trong lịch.', 'There is no such day in the calendar.'),
  invalid('email.missing', 'Bạn phải nhập địa chỉ thư điện tử.', 'Enter an e-mail address.'),
  invalid('email.format', 'Địa chỉ thư điện tử không đúng định dạng.', 'The e-mail address is not in a known form.'),
  invalid('email.tooLong', 'Địa chỉ thư điện tử quá dài.', 'The e-mail address is too long.'),
  invalid(
    'password.rules',
    'Mật khẩu chưa đạt yêu cầu về độ dài hoặc loại ký tự.',
    'The password does not meet the requirements on length or kinds of characters.',
  ),
];
