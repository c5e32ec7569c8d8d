import { expect, it } from 'vitest';
import type { Readiness } from '@/services/publication/find-readiness';
import { describeStatus } from './describe-status';

const well: Readiness = {
  ...{ database: 'ok', scorer: 'ok', clock: 'ok', disk: 'ok', audit: 'ok', sandbox: 'ok' },
  versions_without_scorer: [],
  sandbox_failed: [],
};

it('says that all is well only where all is', () => {
  expect(describeStatus(well).every(({ isWell }) => isWell)).toBe(true);
  // A laptop without bubblewrap runs models all the same.
  expect(describeStatus({ ...well, sandbox: 'missing' }).every(({ isWell }) => isWell)).toBe(true);
  const ill: Partial<Readiness>[] = [
    ...[{ database: 'unreachable' as const }, { scorer: 'silent' as const }, { clock: 'held' as const }],
    ...[{ disk: 'short' as const }, { audit: 'unlinked' as const }, { sandbox: 'failed' as const }],
  ];
  for (const change of ill)
    expect(describeStatus({ ...well, ...change }).filter(({ isWell }) => !isWell)).toHaveLength(1);
});

it('tells nothing of versions, or of which attack went through', () => {
  const told = JSON.stringify(
    describeStatus({
      ...well,
      ...{ versions_without_scorer: ['7'], sandbox_failed: ['reads-proc'], sandbox: 'failed' },
    }),
  );
  expect(told).not.toMatch(/reads-proc|7|version/);
});
