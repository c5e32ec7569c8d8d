import { expect, it } from 'vitest';
import { maskEmail } from './mask-email';

it.each([
  ['ada@example.org', 'a•••@example.org'],
  ['a@example.org', 'a•••@example.org'],
  ['"a@b"@example.org', '"•••@example.org'],
  ['𝒶da@example.org', '𝒶•••@example.org'],
  ['no address', '•••'],
  ['', '•••'],
])('shows only the first character and the domain of %j', (email, masked) => {
  expect(maskEmail(email)).toBe(masked);
});
