import { isPersonalText } from '@toancanh/privacy';
import { Problem } from '../http/problem.js';

/**
 * What people write goes onto the log and to every wall, so it holds no number or address of a person (ADR 17). Throws
 * E_PERSONAL, which names the field and nothing of what is in it.
 */
export function noPerson(texts: Readonly<Record<string, string | undefined>>): void {
  for (const [field, text] of Object.entries(texts)) {
    if (text === undefined || !isPersonalText(text)) continue;
    throw new Problem('E_PERSONAL', {
      vi: `/${field}: không ghi dữ liệu cá nhân (số giấy tờ, điện thoại, địa chỉ thư, biển số); hãy bỏ đi rồi gửi lại`,
      en: `/${field}: no personal data (identity, phone or plate numbers, mail addresses); leave it out and send again`,
    });
  }
}
