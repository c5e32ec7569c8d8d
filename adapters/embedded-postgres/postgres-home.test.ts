import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import {
  findEmbeddedPostgres,
  findPostgresHome,
  preparePostgresHome,
  removeEmbeddedPostgres,
} from './postgres-home';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'tidemark-home-')));

const [original, copy, database] = [join(folder, 'original'), join(folder, 'copy'), join(folder, 'database')];

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('copy of a data folder whose database is in another folder', () => {
  beforeEach(() => {
    for (const each of [original, copy, database]) rmSync(each, { recursive: true, force: true });
    mkdirSync(original);
    writeFileSync(join(original, 'postgres-location.txt'), `${database}\n`);
    expect(preparePostgresHome(original, {})).toBe(database);
    cpSync(original, copy, { recursive: true });
  });

  it('can’t start, find or delete the original’s database', () => {
    const isCopy = /is a copy of .*original, and both name the database/;
    expect(() => preparePostgresHome(copy, {})).toThrow(isCopy);
    expect(() => findEmbeddedPostgres(copy)).toThrow(isCopy);
    expect(() => removeEmbeddedPostgres(copy)).toThrow(isCopy);
    expect(existsSync(database)).toBe(true);
    expect(findPostgresHome(original)).toBe(database);
  });

  it('counts as the site itself once the original is deleted', () => {
    rmSync(original, { recursive: true });
    expect(findPostgresHome(copy)).toBe(database);
    expect(preparePostgresHome(copy, {})).toBe(database);
    expect(findPostgresHome(copy)).toBe(database);
  });
});
