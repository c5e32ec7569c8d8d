import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { modelSignatureSchema } from './model-signature';

const number = (name: string) => ({ name, type: 'number' });
const output = { kind: 'probabilities', classes: ['on time', 'late'] };
const table = (features: unknown[], shape: number[]) => ({
  input: { kind: 'one-tensor', shape, features },
  output,
});
const pathsOf = (signature: unknown): string[] =>
  modelSignatureSchema.safeParse(signature).error?.issues.map(({ path }) => path.join('.')) ?? [];

describe('model signature schema', () => {
  it('accepts a signature without column names, as for pixels', () => {
    const input = { kind: 'one-tensor', shape: [3, 32, 32] };
    expect(modelSignatureSchema.parse({ input, output }).input).toEqual({ ...input, features: [] });
  });

  it('accepts the example of docs/models.md', () => {
    const document = readFileSync(new URL('../../docs/models.md', import.meta.url), 'utf8');
    const [, example] = /```json\n([^`]+)```/.exec(document) ?? [];
    expect(pathsOf(JSON.parse(example!))).toEqual([]);
  });

  it.each([
    ['features that are its columns', table([number('hour'), number('distance')], [2]), []],
    ['fewer columns than features', table([number('hour'), number('distance')], [1]), ['input.shape']],
    ['two features of a name', table([number('hour'), number('hour')], [2]), ['input.features']],
    [
      'no feature for its inputs',
      { input: { kind: 'input-per-feature', features: [] }, output },
      ['input.features'],
    ],
    [
      'a category without categories',
      table([{ name: 'carrier', type: 'category' }], [1]),
      ['input.features.0.categories'],
    ],
    [
      'one class',
      { input: { kind: 'one-tensor', shape: [4] }, output: { kind: 'label', classes: ['a'] } },
      ['output.classes'],
    ],
    ['a field of its own', { ...table([], [4]), more: 1 }, ['']],
  ])('accepts or refuses a signature with %s with the right field', (_, signature, paths) => {
    expect(pathsOf(signature)).toEqual(paths);
  });
});
