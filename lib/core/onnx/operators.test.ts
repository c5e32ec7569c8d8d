import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { keysOf } from '../keys-of';
import { decideOperator, operators } from './operators';

const document = readFileSync(new URL('../../../docs/models.md', import.meta.url), 'utf8');

describe('list of allowed operators', () => {
  it.each(keysOf(operators))('of %s equals the list of docs/models.md', (domain) => {
    const line = document.split('\n').find((one) => one.startsWith(`| \`${domain}\` |`));
    expect(line?.split('|')[2]?.trim().split(', ')).toEqual([...operators[domain]]);
  });

  it('has no loops, no random draws, and no names of properties that every JavaScript object has', () => {
    expect(decideOperator('ai.onnx', 'Gemm')).toBeNull();
    expect(decideOperator('ai.onnx', 'Loop')).toBe('loop_operator');
    expect(decideOperator('ai.onnx', 'Bernoulli')).toBe('random_operator');
    for (const name of ['SequenceConstruct', 'ZipMap', 'toString', '__proto__', ''])
      expect(decideOperator('ai.onnx', name)).toBe('unknown_operator');
  });
});
