import { expect, it } from 'vitest';
import { isErrorCode } from './is-error-code';

it('takes the errors of sign-in for codes, and nothing that no header can hold', () => {
  for (const code of ['', 'access_denied', 'OAuthCallback', 'Verification'])
    expect(isErrorCode(code)).toBe(true);
  for (const code of ['\0', 'ж', 'a\r\nlocation: x', '//evil.example', 'x'.repeat(65)])
    expect(isErrorCode(code)).toBe(false);
});
