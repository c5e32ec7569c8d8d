import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { metrics } from './metrics';

const rooms = ['lib', 'db', 'adapters', 'services', 'worker', 'app', 'server', 'cli'];
/**
 * Beside the metrics only the plan's first choice, an example of a request, and the tables of what was simulated of some, which need not
 * name another.
 */
const exempt = new Set([
  join('lib', 'contracts', 'api', 'benchmarks.ts'),
  join('app', 'maintain', 'new', 'page.tsx'),
]);

const sources = rooms
  .flatMap((room) => readdirSync(room, { recursive: true, encoding: 'utf8' }).map((name) => join(room, name)))
  .filter((file) => /(?<!\.test)\.tsx?$/.test(file) && !file.includes('testing'))
  .map((file) => ({ file, text: readFileSync(file, 'utf8') }));

describe('a metric', () => {
  it.each(metrics.map(({ name }) => name))('%s stands in a file of its name, and in no other', (name) => {
    const own = join('lib', 'core', 'metrics', `${name.replaceAll('_', '-')}.ts`);
    const files = sources.filter(({ text }) => text.includes(`'${name}'`)).map(({ file }) => file);
    expect(files.filter((file) => !exempt.has(file))).toEqual([own]);
  });

  it('has a name and a title that no other has', () => {
    for (const field of ['name', 'title'] as const)
      expect(new Set(metrics.map((metric) => metric[field])).size).toBe(metrics.length);
  });
});
