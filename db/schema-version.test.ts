import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compatibleSince, schemaVersion } from './schema-version';

describe('the schema’s number', () => {
  it('is that of the newest migration, and older code goes on beside none that isn’t known to only add', () => {
    const files = readdirSync(new URL('./migrations', import.meta.url)).filter((name) =>
      name.endsWith('.sql'),
    );
    const numbers = files.map((name) => Number(name.slice(0, 4)));
    expect(schemaVersion).toBe(Math.max(...numbers));
    expect(compatibleSince).toBeLessThanOrEqual(schemaVersion);
    expect(numbers).toContain(compatibleSince);
  });
});
