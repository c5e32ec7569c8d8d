import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import type { StepOutcome } from './run-steps';

type Counts = Omit<StepOutcome, 'output'>;

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

/**
 * Counts Vitest's JSON report. A file that can't be loaded counts as one failed test.
 *
 * @param report the parsed report; undefined when none was written
 * @param exitCode of the whole run: one that ended badly never counts as without failures
 */
export function countVitest(report: unknown, exitCode: number | null): Counts {
  const parsed = vitestReport.safeParse(report);
  if (!parsed.success) return { passed: 0, failed: 1, skipped: 0 };
  const { data } = parsed;
  const unloaded = data.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  return withExitCode(
    {
      passed: data.numPassedTests,
      failed: data.numFailedTests + unloaded,
      skipped: data.numPendingTests + data.numTodoTests,
    },
    exitCode,
  );
}

const playwrightReport = z.object({
  errors: z.array(z.unknown()),
  stats: z.object({
    expected: z.number(),
    unexpected: z.number(),
    flaky: z.number(),
    skipped: z.number(),
  }),
});

/** Counts Playwright's JSON report; a flaky test counts as failed, an error outside all tests as one more. */
export function countPlaywright(report: unknown, exitCode: number | null): Counts {
  const parsed = playwrightReport.safeParse(report);
  if (!parsed.success) return { passed: 0, failed: 1, skipped: 0 };
  const { errors, stats } = parsed.data;
  return withExitCode(
    {
      passed: stats.expected,
      failed: stats.unexpected + stats.flaky + errors.length,
      skipped: stats.skipped,
    },
    exitCode,
  );
}

function withExitCode(counts: Counts, exitCode: number | null): Counts {
  return exitCode === 0 || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

/** A JSON report; undefined when the program ended before it was complete. */
export function readReport(file: string): unknown {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
