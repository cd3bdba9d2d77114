import type { ErrorCode } from '../../gateway/protocol/vocabulary.ts';
import type { Localized } from '../shared/i18n/localized.ts';
import { en as sharedEnglish, type SharedTextKey } from '../shared/texts/en.ts';
import { failureText } from '../shared/texts/texts.ts';
import type { AdminFailure } from './admin-failure.ts';
import type { AdminTextKey } from './texts/texts.ts';

/** Texts of an administrator's element. */
export type AdminLocalized = Localized<AdminTextKey | SharedTextKey>;

const OWN = {
  E_BAD_CONFIG: 'adminError.E_BAD_CONFIG',
  E_CHANGED: 'adminError.E_CHANGED',
  E_NO_DRAFT: 'adminError.E_NO_DRAFT',
  E_SITES_FILE: 'adminError.E_SITES_FILE',
  E_TOO_MANY_SITES: 'adminError.E_TOO_MANY_SITES',
  E_TOO_MANY_PREVIEWS: 'adminError.E_TOO_MANY_PREVIEWS',
  E_LAST_ADMINISTRATOR: 'adminError.E_LAST_ADMINISTRATOR',
  E_NOT_ALLOWED: 'adminError.E_NOT_ALLOWED',
} as const satisfies Record<string, AdminTextKey>;

const isOwn = (code: string): code is keyof typeof OWN => Object.hasOwn(OWN, code);
const isShared = (code: string): code is ErrorCode => Object.hasOwn(sharedEnglish, `error.${code}`);

/** Why something was not done, in plain words. */
export function adminFailureText(texts: AdminLocalized, { code, offline, problem }: AdminFailure): string {
  if (!offline && isOwn(code)) {
    const name = problem?.by ?? texts.t('admin.installation');
    return texts.t(OWN[code], { name, time: problem?.atMs === undefined ? '' : texts.formatMoment(problem.atMs) });
  }
  const { retryInMs } = problem ?? {};
  return failureText(texts, {
    code: isShared(code) ? code : 'E_INTERNAL',
    ...(offline ? { offline } : {}),
    ...(retryInMs === undefined ? {} : { retryInMs }),
  });
}
