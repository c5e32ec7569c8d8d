import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { modelLimits } from './model-fault';

const document = readFileSync(new URL('../../../docs/models.md', import.meta.url), 'utf8');

it.each(Object.entries(modelLimits))('docs/models.md states the limit %s', (name, limit) => {
  const numbers = typeof limit === 'number' ? [limit] : [limit].flatMap(listNumbers);
  for (const number of numbers) {
    const words = /Bytes/.test(name) && number >= 1e6 ? `${number / 1e6} MB` : number.toLocaleString('en');
    expect(document).toMatch(new RegExp(`\\b${words}\\b`));
  }
});

const listNumbers = (limit: object): number[] =>
  Object.values(limit).flatMap((one) => (typeof one === 'number' ? [one] : listNumbers(one)));
