import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

/** A path through the code, as a document lists it: a title and the files in order. */
type Walk = { readonly title: string; readonly steps: readonly WalkStep[] };
/** `isElsewhere`: the step runs after a job queue or in another thread, so no earlier step imports it. */
type WalkStep = { readonly path: string; readonly isElsewhere: boolean };

/**
 * Lists the walks of a Markdown text: numbered lists whose lines begin with a file, each below a heading of
 * the third level.
 */
function listWalks(markdown: string): Walk[] {
  return markdown
    .split(/^### /m)
    .slice(1)
    .flatMap((section) => {
      const [title = '', ...lines] = section.split('\n');
      const steps = lines.flatMap((line) => {
        const [, path, words] = /^\d+\. `([^`]+\.tsx?)`: (.*)$/.exec(line) ?? [];
        return path === undefined
          ? []
          : [{ path, isElsewhere: /\bby the job `\w+`|\bin a thread\b/.test(words ?? '') }];
      });
      return steps.length > 0 ? [{ title, steps }] : [];
    });
}

/**
 * Lists steps that no earlier step imports.
 * @param listImports returns the files that a file imports
 */
function listLostSteps({ steps }: Walk, listImports: (path: string) => readonly string[]): string[] {
  return steps
    .filter(
      ({ path, isElsewhere }, i) =>
        i > 0 &&
        !isElsewhere &&
        !steps.slice(0, i).some((earlier) => listImports(earlier.path).includes(path)),
    )
    .map(({ path }) => path);
}

/** Lists a file's imports as paths in the repository, without node modules. */
function listImports(path: string): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(path, 'utf8'));
  return importedFiles.flatMap(({ fileName }) => {
    const base = fileName.startsWith('@/') ? fileName.slice(2) : join(dirname(path), fileName);
    return [`${base}.ts`, `${base}.tsx`];
  });
}

describe('walks of docs/architecture.md', () => {
  const walks = listWalks(readFileSync('docs/architecture.md', 'utf8'));

  it('exist for a submission, a label and a page', () => {
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

  it('names a step that no earlier file imports, and allows a job queue or a thread between two steps', () => {
    expect(listLostSteps(walk!, (path) => (path === 'a.ts' ? ['b.ts'] : []))).toEqual([]);
    expect(listLostSteps(walk!, () => [])).toEqual(['b.ts']);
  });
});
