import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { sessionDays } from '@/adapters/auth';
import { linkMs } from '@/lib/core/sign-in/mail-limits';
import { knownDays } from '@/services/sign-in/sign-in-cookies';

const words = readFileSync('app/privacy/page.tsx', 'utf8').replaceAll(/\s+/g, ' ');

it('the privacy page states for each cookie the lifetime that the code sets', () => {
  expect(linkMs).toBe(3_600_000);
  expect(words).toContain('recognises the browser that asked for a sign-in link, for an hour');
  expect(words).toContain(`one that signs you in, for ${sessionDays} days`);
  expect(words).toContain(`remembers that this browser was used to sign in, for ${knownDays} days`);
});

it('the privacy page lists as many cookies as the site sets', () => {
  const setters = readFileSync('services/sign-in/sign-in-cookies.ts', 'utf8');
  const names = new Set([...setters.matchAll(/name: (\w+CookieName)\(/g)].map(([, name]) => name));
  expect(names.size).toBe(3);
  expect(words).toContain('Three cookies');
});
