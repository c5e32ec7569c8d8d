import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeTestSite, type TestSite } from '@/testing/make-test-site';
import { spawnProcess } from '@/testing/spawn-process';
import { compatibleSince, schemaVersion } from '../schema-version';
import { requireCompatibleSchema, SchemaIncompatible } from './schema-queries';

describe('a schema', () => {
  let site: TestSite;
  beforeAll(async () => {
    site = await makeTestSite();
  });
  afterAll(() => site?.drop());

  const setSchema = (version: number, since: number) =>
    site.superuser`update schema_state set schema_version = ${version}, compatible_since = ${since}`;

  it('is that of the migrations, and taken by both processes', async () => {
    expect(await site.superuser`select schema_version, compatible_since from schema_state`).toMatchObject([
      { schema_version: schemaVersion, compatible_since: compatibleSince },
    ]);
    for (const db of [site.web.db, site.scorer.client.db]) await requireCompatibleSchema(db);
  });

  it('that is newer is taken where it is marked compatible, and refused where it isn’t or is older', async () => {
    await setSchema(schemaVersion + 1, compatibleSince);
    await requireCompatibleSchema(site.web.db);
    for (const [version, since] of [
      [schemaVersion + 1, schemaVersion + 1],
      [schemaVersion - 1, schemaVersion - 1],
    ] as const) {
      await setSchema(version, since);
      for (const db of [site.web.db, site.scorer.client.db])
        await expect(requireCompatibleSchema(db)).rejects.toThrow(SchemaIncompatible);
    }
  });

  it('that isn’t marked compatible is refused by the scorer’s program, with a word', async () => {
    await setSchema(schemaVersion + 1, schemaVersion + 1);
    const scorer = await spawnProcess('worker/main.ts', site.environments.scorer);
    expect(await scorer.ended).toBe(1);
    expect(scorer.output()).toContain(
      `The database has schema ${schemaVersion + 1}, which takes code of schema`,
    );
  });
});
