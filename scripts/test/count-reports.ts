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
 * Counts the tests in Vitest's JSON report. A file that can't be loaded counts as one failed test.
 * @param report the parsed report; undefined if none was written @param exitCode of the whole run: if it
 * isn't 0, at least one failure is counted
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

/**
 * Counts the tests in Playwright's JSON report. A flaky test counts as failed, and an error outside all tests
 * as one more failure.
 */
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

/** Reads a JSON report; undefined if the program ended before the report was complete. */
export function readReport(file: string): unknown {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
