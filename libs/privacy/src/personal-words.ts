import { plainText } from './plain-text.js';

/**
 * Names of fields that hold data of persons, in both languages, without marks: one word of a field's name is enough.
 * The law (91/2025/QH15; Decree 356/2025/NĐ-CP articles 3 and 4) names the kinds.
 */
const WORDS = new Set(
  `name fullname firstname lastname surname hoten hovaten tennguoi
   cccd cmnd cmt socccd socmnd nationalid citizenid identitynumber idcard idnumber passport hochieu dinhdanh sohochieu
   plate plates licenseplate numberplate bienso biensoxe bienkiemsoat
   phone phones phonenumber mobile msisdn tel telephone cellphone sdt sodt dienthoai sodienthoai
   email emails mail emailaddress thudientu hopthu
   face faces faceid faceimage facevector facedescriptor facetemplate embedding khuonmat
   image images photo photos picture snapshot portrait selfie anh hinhanh chandung anhthe
   biometric biometrics fingerprint vantay iris mongmat sinhtrachoc
   mac macaddress bssid bluetooth imei imsi iccid
   birth birthdate birthday dateofbirth dob ngaysinh namsinh noisinh birthplace
   patient patients patientid benhnhan nguoibenh diagnosis chandoan bhyt sobhyt mabhyt mathebhyt bhxh sobhxh healthinsurance insurancenumber
   applicant nguoinop nguoidan congdan citizen owner chuho chuxe nguoigoi caller callerid nguoibao nannhan victim
   bankaccount accountnumber cardnumber sotaikhoan sothe thenganhang cvv iban
   driverlicense drivinglicense gplx giaypheplaixe hokhau sohokhau
   address diachi homeaddress quequan thuongtru tamtru ethnicity dantoc religion tongiao gender gioitinh`.split(
    /\s+/,
  ),
);

/** Words that mean nothing else wherever they stand, also within others. */
const WITHIN =
  /cccd|cmnd|dienthoai|phonenumber|hovaten|bienkiemsoat|licenseplate|canccongdan|canhcuoc|chungminh|hochieu|ngaysinh|macaddress|khuonmat|vantay|benhnhan|diachinha|facedescriptor|emailaddress/;

/** Figures that are written for letters: ph0ne, em4il. */
const FIGURES: Readonly<Record<string, string>> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't' };

/** Whether a field's name says that it holds a person's data, however it is spelt. */
export function namesPerson(key: string): boolean {
  const plain = plainText(key);
  const words = plain
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  // Words alone, neighbours together, and all together: soDienThoai, ho_ten, so_cccd, s_d_t, phone2.
  if (words.some((word, i) => startsOne(word, words[i + 1], words[i + 2]))) return true;
  const joined = words.join('');
  if (WITHIN.test(joined)) return true;
  const letters = joined.replace(/[013457]/g, (figure) => FIGURES[figure]!);
  return WORDS.has(joined) || (letters !== joined && WORDS.has(letters) && /[a-z]/.test(joined));
}

function startsOne(word: string, second = '', third = ''): boolean {
  return [word, word + second, word + second + third].some((one) => {
    if (WORDS.has(one)) return true;
    const bare = one.replace(/\d+$/, '');
    return bare !== one && bare.length > 2 && WORDS.has(bare);
  });
}
