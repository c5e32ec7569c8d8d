import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

/**
 * Lists the rows of SECURITY.md's table of attacks by an attacker who controls the web process: the attempt,
 * and the tests of it.
 */
function listRows(): { tries: string; named: { file: string; name: string }[] }[] {
  const section = read('SECURITY.md')
    .split('\n## ')
    .find((text) => text.startsWith('What a captured web process can do\n'));
  const lines = section?.split('\n').filter((line) => line.startsWith('| ')) ?? [];
  return lines.slice(1).map((line) => {
    const [, tries = '', , shown = ''] = line.split('|').map((cell) => cell.trim());
    const named = shown.split('; ').flatMap((part) => {
      const file = /^`([^`]+)`: /.exec(part)?.[1] ?? '';
      return [...part.matchAll(/"([^"]+)"/g)].map(([, name = '']) => ({ file, name }));
    });
    return { tries, named };
  });
}

describe('table of attacks by a captured web process', () => {
  it('has a row for each guarantee', () => {
    expect(listRows().length).toBeGreaterThan(15);
  });

  it.each(listRows())('names existing tests: $tries', ({ named }) => {
    expect(named.length).toBeGreaterThan(0);
    for (const { file, name } of named) {
      expect(existsSync(new URL(file, root)), file).toBe(true);
      expect(read(file), `${file}: ${name}`).toContain(`it('${name}'`);
    }
  });
});
