import { describe, expect, it } from 'vitest';
import type { Readiness } from '@/services/publication/find-readiness';
import { describeStatus } from './describe-status';

const well: Readiness = {
  ...{ database: 'ok', scorer: 'ok', clock: 'ok', disk: 'ok', objects: 'ok', audit: 'ok', sandbox: 'ok' },
  versions_without_scorer: [],
  sandbox_failed: [],
};

describe('the status page', () => {
  it('reports faults in exactly the parts that have one', () => {
    expect(describeStatus(well).every(({ isWell }) => isWell)).toBe(true);
    // A missing bubblewrap is no fault, since a site on a laptop may run without it.
    expect(describeStatus({ ...well, sandbox: 'missing' }).every(({ isWell }) => isWell)).toBe(true);
    const ill: Partial<Readiness>[] = [
      ...[{ database: 'unreachable' as const }, { scorer: 'silent' as const }, { clock: 'held' as const }],
      ...[
        { disk: 'short' as const },
        { objects: 'unreachable' as const },
        { audit: 'unlinked' as const },
        { sandbox: 'failed' as const },
      ],
    ];
    for (const change of ill)
      expect(describeStatus({ ...well, ...change }).filter(({ isWell }) => !isWell)).toHaveLength(1);
  });

  it('names neither versions nor the failed tests of the sandbox', () => {
    const shown = JSON.stringify(
      describeStatus({
        ...well,
        ...{ versions_without_scorer: ['7'], sandbox_failed: ['reads-proc'], sandbox: 'failed' },
      }),
    );
    expect(shown).not.toMatch(/reads-proc|7|version/);
  });
});
