import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { isUpload } from './is-upload';

const form = 'multipart/form-data; boundary=x';
const token = { authorization: 'Bearer x' };
const session = { cookie: 'theme=dark; __Secure-authjs.session-token=x' };

const places = [
  ['benchmarks/[slug]/submissions', '/api/v1/benchmarks/late-flights/submissions?dry_run=true'],
  ['benchmarks/[slug]/rounds', '/api/v1/benchmarks/late-flights/rounds'],
  ['benchmarks/[slug]/rounds/[number]/test-set', '/api/v1/benchmarks/late-flights/rounds/3/test-set'],
] as const;

it.each(places)('takes its time where files are received: %s', (route, url) => {
  expect(existsSync(`app/api/v1/${route}/route.ts`)).toBe(true);
  for (const who of [token, session])
    expect(isUpload({ url, headers: { 'content-type': form, ...who } })).toBe(true);
});

it('is no upload that nobody sends, that is no form, or that is sent to anything else', () => {
  const [[, url]] = places;
  expect(isUpload({ url, headers: { 'content-type': form } })).toBe(false);
  expect(isUpload({ url, headers: { 'content-type': 'application/json', ...token } })).toBe(false);
  for (const elsewhere of [
    '/api/v1/tokens',
    '/api/v1/benchmarks',
    '/api/v1/benchmarks/a/rounds/1/seal',
    '/benchmarks/a/submit',
  ])
    expect(isUpload({ url: elsewhere, headers: { 'content-type': form, ...token } })).toBe(false);
});
