import { expect, inject, it } from 'vitest';
import { connect } from '@/db/client';
import { readClock } from '@/db/queries/clock-queries';
import { makeTestSite } from '@/testing/make-test-site';
import { withDatabase } from '@/testing/test-server';
import { hasSessions } from './migrate-store';

it('hasSessions recognises a running site by its processes’ database sessions, from any machine', async () => {
  const site = await makeTestSite();
  const owner = connect(site.urls.superuser, { max: 1 });
  const elsewhere = connect(withDatabase(inject('testServer').superuserUrl, 'postgres'), { max: 1 });
  try {
    expect(await hasSessions(owner.db)).toBe(false);
    await readClock(site.web.db);
    expect(await hasSessions(owner.db)).toBe(true);
    expect(await hasSessions(elsewhere.db)).toBe(false);
  } finally {
    await Promise.all([owner.close(), elsewhere.close()]);
    await site.drop();
  }
});
