import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  parseRunnerEnvironment,
  parseScorerEnvironment,
  parseWebEnvironment,
  readFileSettings,
} from '@/adapters/environment';
import { unwrap } from '@/testing/unwrap';
import { changeServer, makeKeys } from './make-keys';
import { printRoles } from './prepare-database';

const ownerUrl = 'postgres://owner:hunter2@db.example.org/tidemark';

describe('keys of a site on several machines', () => {
  let folder: string;
  let made: Awaited<ReturnType<typeof makeKeys>>;
  beforeAll(async () => {
    folder = join(mkdtempSync(join(tmpdir(), 'tidemark-keys-')), 'keys');
    made = await makeKeys(folder, ownerUrl);
  });
  afterAll(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

  const read = (settings: Record<string, string>) => unwrap(readFileSettings(settings, (path) => path));

  it('writes all secrets that each command needs', () => {
    const web = {
      ...read(made.web),
      PUBLIC_URL: 'https://tidemark.example.org',
      TIDEMARK_OBJECT_STORE: '/objects',
    };
    expect(parseWebEnvironment(web).ok).toBe(true);
    expect(parseScorerEnvironment({ ...read(made.scorer), TIDEMARK_OBJECT_STORE: '/objects' }).ok).toBe(true);
    expect(parseRunnerEnvironment({ ...made.runner, TIDEMARK_SITE: 'https://tidemark.example.org' }).ok).toBe(
      true,
    );
    expect(printRoles({ ...read(made.migrate), DATABASE_URL: ownerUrl })).toContain(
      'create role tidemark_web',
    );
  });

  it('writes files that only their owner can read', () => {
    for (const name of readdirSync(folder))
      expect(statSync(join(folder, name)).mode & 0o777, name).toBe(0o600);
  });

  it('let a migration register the runner without reading the runner’s secrets', () => {
    const migrate = JSON.stringify(read(made.migrate));
    expect(migrate).toMatch(/[0-9a-f]{64}:age1/);
    expect(migrate).not.toMatch(/tdm_|AGE-SECRET-KEY/);
  });

  it('name the server of a restored database, with the same passwords, after changeServer', async () => {
    const restored = join(folder, '..', 'restored');
    const settings = await makeKeys(restored, ownerUrl);
    const before = read(settings.migrate);
    const move = (url = '') => url.replace('@db.example.org/tidemark', '@[::1]:5433/other');
    changeServer(restored, move(ownerUrl));
    const after = read(settings.migrate);
    expect(after.DATABASE_URL_WEB).toBe(move(before.DATABASE_URL_WEB));
    expect(after.DATABASE_URL_SCORER).toBe(move(before.DATABASE_URL_SCORER));
    expect(after.DATABASE_URL_WEB).toMatch(/^postgres:\/\/tidemark_web:.+@\[::1\]:5433\/other$/);
  });

  it('can’t be made again in a folder that has them', async () => {
    await expect(makeKeys(folder, ownerUrl)).rejects.toThrow(/isn’t empty/);
  });
});
