import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { toProblem } from '@/lib/contracts/problem';
import { budgetNames, budgets, parseBudgetMaxima, settingOf } from './budgets';

describe('budgets of a person', () => {
  it('docs/operating.md lists every budget with its maximum and window', () => {
    const document = readFileSync('docs/operating.md', 'utf8');
    const rows = budgetNames.map((name) => {
      const { max, counts, window } = budgets[name];
      return `| \`${settingOf(name)}\` | ${max} | ${counts}, per ${window} |`;
    });
    expect(document).toContain(`|---|---|---|\n${rows.join('\n')}\n`);
  });

  it.each(budgetNames)(
    'state the acts counted, the maximum and the end of the window when spent: %s',
    (budget) => {
      const { max, unit } = budgets[budget];
      const refusal = { kind: 'budget_spent', budget, limit: max, retryAfterSeconds: 7300 } as const;
      const { status, detail } = toProblem(refusal);
      expect(status).toBe(429);
      const gigabytes = unit === 'bytes' ? max / 1024 ** 3 : 0;
      const maximum = gigabytes >= 1 ? `${gigabytes} GB` : `${1024 * gigabytes} MB`;
      expect(detail).toContain(unit === 'bytes' ? maximum : String(max));
      expect(detail).toMatch(/and that is the limit\. The next one is accepted in 3 hours\.$/);
    },
  );

  it('can have another maximum by a setting, which must be a whole number', () => {
    expect(
      parseBudgetMaxima({ TIDEMARK_DRY_RUNS_PER_HOUR_MAX: '7', TIDEMARK_ACTS_PER_HOUR_MAX: '' }),
    ).toEqual({
      ...parseBudgetMaxima({}),
      dry_runs: 7,
    });
    for (const text of ['0', '-1', '1.5', 'many', '1e3', '9'.repeat(20)])
      expect(() => parseBudgetMaxima({ TIDEMARK_BYTES_PER_DAY_MAX: text }), text).toThrow(
        /^TIDEMARK_BYTES_PER_DAY_MAX is a whole number/,
      );
  });
});
