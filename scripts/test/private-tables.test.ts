import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const rooms = [
  'lib',
  'db',
  'adapters',
  'services',
  'worker',
  'app',
  'server',
  'cli',
  'testing',
  'demo',
  'research',
];

it('only one file, which only tests use, names graphile-worker’s private tables', () => {
  const files = rooms.flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).map((path) => join(room, path)),
  );
  const touching = files.filter(
    (file) =>
      /\.(tsx?|sql)$/.test(file) &&
      file !== 'db/roles.db.test.ts' &&
      readFileSync(join(root, file), 'utf8').includes('_private_'),
  );
  expect(touching).toEqual(['testing/hold-job.ts']);
});
