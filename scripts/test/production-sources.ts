import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const root = new URL('../..', import.meta.url).pathname;
const folders = [
  'lib',
  'db',
  'adapters',
  'services',
  'worker',
  'app',
  'server',
  'cli',
  'demo',
  'research',
  'scripts',
];

/** Each file of production code, parsed on demand, in one walk for all checks. */
export function* parseProductionFiles(): Generator<ts.SourceFile> {
  for (const folder of folders)
    for (const name of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
      const path = join(folder, name);
      if (!/\.(tsx?|mjs)$/.test(path) || /\.test\.tsx?$|(^|\/)testing\//.test(path)) continue;
      yield parseSource(path, readFileSync(join(root, path), 'utf8'));
    }
}

export const parseSource = (path: string, source: string): ts.SourceFile =>
  ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
