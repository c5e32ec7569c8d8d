import { randomBytes } from 'node:crypto';
import type { Actor } from '@/services/access/caller';
import { ensurePerson } from '@/services/account/tokens';
import type { TestSite } from './make-test-site';

/** A person who can sign in, with a team of one. */
export function makePerson(site: TestSite, name = 'Ada'): Promise<Actor> {
  const unique = `${name} ${randomBytes(4).toString('hex')}`;
  const email = `${unique.toLowerCase().replace(' ', '-')}@example.org`;
  return ensurePerson(site.web.db, { name: unique, email, isOperator: false });
}
