import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compatibleSince, schemaVersion } from './schema-queries';

describe('schema version', () => {
  it('equals the newest migration, and admits older code only if later migrations merely add things', () => {
    const files = readdirSync(new URL('./migrations', import.meta.url)).filter((name) =>
      name.endsWith('.sql'),
    );
    const numbers = files.map((name) => Number(name.slice(0, 4)));
    expect(schemaVersion).toBe(Math.max(...numbers));
    expect(compatibleSince).toBeLessThanOrEqual(schemaVersion);
    expect(numbers).toContain(compatibleSince);
  });
});
