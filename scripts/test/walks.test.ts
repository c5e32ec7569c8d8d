import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { listLostSteps, listWalks } from './walks';

/** Imports as files of the repository, without node modules. */
function listImports(path: string): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(path, 'utf8'));
  return importedFiles.flatMap(({ fileName }) => {
    const base = fileName.startsWith('@/') ? fileName.slice(2) : join(dirname(path), fileName);
    return [`${base}.ts`, `${base}.tsx`];
  });
}

describe('walks of docs/architecture.md', () => {
  const walks = listWalks(readFileSync('docs/architecture.md', 'utf8'));

  it('follow a submission, a label and a page', () => {
    expect(walks.map(({ title }) => title.split(',')[0])).toEqual([
      'One submission',
      'One label',
      'One page',
    ]);
  });

  it.each(walks)('$title: an earlier file imports each file', (walk) => {
    expect(listLostSteps(walk, listImports)).toEqual([]);
  });

  it.each(walks)('$title: at most 35 files for a submission, 20 for others', ({ title, steps }) => {
    expect(steps.length).toBeLessThanOrEqual(title.startsWith('One submission') ? 35 : 20);
  });
});

describe('check of a walk', () => {
  const [walk] = listWalks(
    '### A walk\n\n1. `a.ts`: begins\n2. `b.ts`: goes on\n3. `c.ts`: by the job `seal`\n4. `d.ts`: read in a thread\n',
  );

  it('names the missing step, and allows the queue or a thread between two', () => {
    expect(listLostSteps(walk!, (path) => (path === 'a.ts' ? ['b.ts'] : []))).toEqual([]);
    expect(listLostSteps(walk!, () => [])).toEqual(['b.ts']);
  });
});
