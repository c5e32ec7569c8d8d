import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('../../docs/decisions', import.meta.url));

const records = readdirSync(folder).filter((name) => name !== 'README.md');

describe('decision record', () => {
  it('has a number of its own and is linked from the index', () => {
    const index = readFileSync(`${folder}/README.md`, 'utf8');
    expect(records.filter((name) => !index.includes(`](${name})`))).toEqual([]);
    const numbers = records.map((name) => name.slice(0, 4));
    expect(numbers.filter((number, i) => numbers.indexOf(number) !== i)).toEqual([]);
  });

  it.each(records)('%s has one page: context, decision, consequences', (name) => {
    const text = readFileSync(`${folder}/${name}`, 'utf8');
    expect(text).toMatch(new RegExp(`^# ${name.slice(0, 4)}\\. `));
    expect(text.match(/^## .*$/gm)).toEqual(['## Context', '## Decision', '## Consequences']);
    expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(60);
    expect(text.trim().split(/\s+/).length).toBeLessThanOrEqual(600);
  });
});
