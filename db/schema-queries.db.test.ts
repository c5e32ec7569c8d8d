import { describe, expect, it } from 'vitest';
import { provideTestSite } from '@/testing/make-test-site';
import { spawnProcess } from '@/testing/spawn-process';
import {
  compatibleSince,
  requireCompatibleSchema,
  SchemaIncompatible,
  schemaVersion,
} from './schema-queries';

describe('schema version check', () => {
  const site = provideTestSite();

  const setSchema = (version: number, since: number) =>
    site.superuser`update schema_state set schema_version = ${version}, compatible_since = ${since}`;

  it('accepts the schema of the migrations in both processes', async () => {
    expect(await site.superuser`select schema_version, compatible_since from schema_state`).toMatchObject([
      { schema_version: schemaVersion, compatible_since: compatibleSince },
    ]);
    for (const db of [site.web.db, site.scorer.client.db]) await requireCompatibleSchema(db);
  });

  it('accepts a newer schema that is marked as compatible, and refuses an older or an unmarked one', async () => {
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

  it('stops the scorer’s program with a reason on an incompatible schema', async () => {
    await setSchema(schemaVersion + 1, schemaVersion + 1);
    const scorer = await spawnProcess('worker/main.ts', site.environments.scorer);
    expect(await scorer.ended).toBe(1);
    expect(scorer.output()).toContain(
      `The database has schema ${schemaVersion + 1}, which takes code of schema`,
    );
  });
});
