import { afterEach, describe, expect, it } from 'vitest';
import { readWebEnvironment } from '@/adapters/environment';
import type { WebPlatform } from '@/adapters/web-platform';
import { GET as getSecurityTxt } from '@/app/.well-known/security.txt/route';
import { findOperator } from './find-operator';

const needed = {
  PUBLIC_URL: 'https://tidemark.example',
  DATABASE_URL_WEB: 'postgres://nowhere',
  TIDEMARK_OBJECT_STORE: '/nowhere',
  SCORER_RECIPIENT: 'age1x',
  NEXTAUTH_SECRET: 'x'.repeat(32),
};
const before = { ...process.env };
describe('facts about the site’s operator', () => {
  afterEach(() => {
    process.env = { ...before };
    globalThis.tidemarkWebPlatform = undefined;
  });

  /** Puts settings into the environment of the web process. */
  function set(settings: Record<string, string>): void {
    Object.assign(process.env, needed, settings);
    globalThis.tidemarkWebPlatform = { environment: readWebEnvironment() } as WebPlatform;
  }

  it('shows the operator as set, and no security.txt where none is set', async () => {
    set({ TIDEMARK_OPERATOR: '', TIDEMARK_CONTACT: '', TIDEMARK_SOURCE_URL: '' });
    expect(findOperator()).toEqual({ name: null, contact: null, sourceUrl: null });
    expect(getSecurityTxt().status).toBe(404);
    set({ TIDEMARK_OPERATOR: 'A lab', TIDEMARK_CONTACT: 'lab@tidemark.example' });
    expect(findOperator()).toMatchObject({ name: 'A lab', contact: 'mailto:lab@tidemark.example' });
    const file = getSecurityTxt();
    expect(file.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(await file.text()).toContain('Contact: mailto:lab@tidemark.example\n');
  });

  it.each(['http://a.example', 'javascript:alert(1)', 'nobody', 'a@b\nExpires: never'])(
    'refuses a contact: %s',
    (contact) => expect(() => set({ TIDEMARK_CONTACT: contact })).toThrow(/TIDEMARK_CONTACT/),
  );
});
