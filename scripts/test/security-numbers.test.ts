import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { uploadsOfPersonMax } from '@/adapters/upload-slots';
import { type LeakReportScope, leakReportLimits } from '@/lib/core/leak-report/leak-report';
import { extensionDaysMax } from '@/lib/core/round/decide-changes';
import { sliceItemsMin } from '@/lib/core/round/slices';
import { linkMs, mailsMax } from '@/lib/core/sign-in/mail-limits';
import { classItemsMin } from '@/lib/core/subgroups/withhold-slices';

const security = readFileSync(new URL('../../SECURITY.md', import.meta.url), 'utf8');

const words: Readonly<Record<number, string>> = {
  3: 'three',
  5: 'five',
  20: 'twenty',
  30: 'thirty',
  60: 'sixty',
};

const [hourMs, dayMs] = [3_600_000, 86_400_000];

/** Describes in words the limit on anonymous leak reports within a scope and a period. */
function limitOf(scope: LeakReportScope, windowMs: number): string {
  const limits = [...leakReportLimits.anonymous, ...leakReportLimits['signed-in']];
  const found = limits.find((limit) => limit.scope === scope && limit.windowMs === windowMs);
  return words[found?.max ?? 0] ?? 'a number without a word';
}

/** Sentences of SECURITY.md with each number that is a limit in the code. */
const stated: readonly string[] = [
  `a link works once, for ${linkMs / 60_000} minutes`,
  `(per hour: ${words[mailsMax.address]} unused links an address, ${words[mailsMax.network]} mails a network`,
  `of a round ${limitOf('round', hourMs)} an hour and ${limitOf('round', dayMs)} a day, without limit for those with evidence)`,
  `uploads (${words[uploadsOfPersonMax]} of a person`,
  `put an open round's close off | yes, at most ${extensionDaysMax} days from now`,
  `fewer than ${sliceItemsMin} items or ${classItemsMin} of a class`,
];

describe('SECURITY.md', () => {
  it.each(stated)('states the limit of the code: %s', (sentence) => {
    expect(security).toContain(sentence);
  });

  it('states the limit of anonymous leak reports an hour', () => {
    expect(security).toMatch(
      new RegExp(`${limitOf('network', hourMs)} (?:an hour )?of a network without an account`),
    );
  });
});
