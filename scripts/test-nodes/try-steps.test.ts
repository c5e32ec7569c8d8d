import { describe, expect, it } from 'vitest';
import { listWarnings } from './try-steps';

describe('listWarnings', () => {
  it('lists each warning of Node and npm once, whichever process printed it', () => {
    const output = [
      '(node:12) [DEP0169] DeprecationWarning: `url.parse()` is old',
      '(Use `node --trace-deprecation ...` to show where the warning was created)',
      '\u001b[33m(node:345) [DEP0169] DeprecationWarning: `url.parse()` is old\u001b[39m',
      'npm warn EBADENGINE Unsupported engine {',
      'npm warn deprecated uuid@11.1.1: old',
      'added 700 packages in 9s',
    ];
    expect(listWarnings(output.join('\n'))).toEqual([
      '[DEP0169] DeprecationWarning: `url.parse()` is old',
      'npm warn EBADENGINE Unsupported engine {',
      'npm warn deprecated uuid@11.1.1: old',
    ]);
  });
});
