import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { listLostSteps, listWalks } from './walks';

/** As files of the repository that it can mean; node modules are none. */
function listImports(path: string): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(path, 'utf8'));
  return importedFiles.flatMap(({ fileName }) => {
    const base = fileName.startsWith('@/') ? fileName.slice(2) : join(dirname(path), fileName);
    return [`${base}.ts`, `${base}.tsx`];
  });
}

describe('the walks of docs/architecture.md', () => {
  const walks = listWalks(readFileSync('docs/architecture.md', 'utf8'));

  it('are of a submission, a label and a page', () => {
    expect(walks.map(({ title }) => title.split(',')[0])).toEqual([
      'One submission',
      'One label',
      'One page',
    ]);
  });

  it.each(walks)('$title: each file is imported by one before it', (walk) => {
    expect(listLostSteps(walk, listImports)).toEqual([]);
  });

  it.each(walks)('$title: at most 35 files for a submission, 20 for others', ({ title, steps }) => {
    expect(steps.length).toBeLessThanOrEqual(title.startsWith('One submission') ? 35 : 20);
  });
});

describe('a walk', () => {
  const [walk] = listWalks(
    '### A walk\n\n1. `a.ts`: begins\n2. `b.ts`: goes on\n3. `c.ts`: by the job `seal`\n4. `d.ts`: read in a thread\n',
  );

  it('names the step that is lost, and lets the queue or a thread lie between two', () => {
    expect(listLostSteps(walk!, (path) => (path === 'a.ts' ? ['b.ts'] : []))).toEqual([]);
    expect(listLostSteps(walk!, () => [])).toEqual(['b.ts']);
  });
});
