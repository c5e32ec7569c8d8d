import { readFileSync } from 'node:fs';
import { collectDefaultMetrics } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { makeWebMetrics } from '@/adapters/web-metrics';
import { queues } from '@/lib/contracts/jobs';
import { composeFigures } from '@/server/metrics-endpoint';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

const file = z.strictObject({
  groups: z.array(
    z.strictObject({
      name: z.string(),
      rules: z.array(
        z.strictObject({
          alert: z.string().regex(/^Tidemark\w+$/),
          expr: z.string(),
          for: z.string().optional(),
          labels: z.strictObject({ severity: z.enum(['critical', 'warning']) }),
          annotations: z.strictObject({ summary: z.string(), runbook: z.string() }),
        }),
      ),
    }),
  ),
});

const { groups } = file.parse(parse(read('deploy/prometheus/tidemark-alerts.yml')));

const rules = groups.flatMap((group) => group.rules);

/** Lists the series of /metrics, names with labels, of a site for which every figure is known. */
async function listSeries(): Promise<string> {
  const { registry } = makeWebMetrics();
  collectDefaultMetrics({ register: registry });
  const instants = { now: 9, newestBeatAt: 8, oldestBeatAt: 7, rankedAt: 6, backedUpAt: 5, scoredUntil: 4 };
  const idle = { usage: () => ({ threads: 1, running: 0, waiting: 0 }) };
  const figures = composeFigures(
    {
      readiness: {
        ...{
          database: 'ok',
          scorer: 'ok',
          clock: 'ok',
          disk: 'ok',
          objects: 'ok',
          audit: 'ok',
          sandbox: 'ok',
        },
        ...{ versions_without_scorer: [], sandbox_failed: [] },
      },
      site: {
        ...{ ...instants, scoredCount: 0, busyConnectionCount: 1, idleConnectionCount: 1 },
        ...{ runnerCount: 0, asideRunnerCount: 0, waitingRunCount: 0, leasedRunCount: 0 },
      },
      queues: queues.map((queue) => ({ queue, waiting: 0, running: 0, dead: 0, oldestAt: null })),
      ...{ scoredTotal: 0, freeBytes: 1 },
    },
    {
      databaseConnectionsMax: 20,
      freeBytesMin: 1,
      ...{ readers: idle, markdown: idle, pictures: idle },
      uploads: { usage: () => ({ openCount: 0, openMax: 1, byteCount: 0 }) },
    },
  );
  return `${await registry.metrics()}${await figures.metrics()}`;
}

describe('alarm rules of Prometheus', () => {
  it('have eleven distinct names', () => {
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(11);
    expect(rules).toHaveLength(11);
  });

  it.each(rules)('$alert names metrics and labels that /metrics has', async ({ expr }) => {
    const series = (await listSeries()).split('\n').filter((line) => !line.startsWith('#'));
    const named = [...expr.matchAll(/\b(tidemark_\w+|up)(?:\{(\w+)(=~?)"([^"]+)"\})?/g)];
    expect(named.length).toBeGreaterThan(0);
    for (const [selector, name = '', label, operator, value = ''] of named) {
      if (name === 'up') continue;
      const values = operator === '=~' ? value.split('|') : [value];
      for (const one of values) {
        const wanted =
          label === undefined ? new RegExp(`^${name}[{ ]`) : new RegExp(`^${name}\\{.*${label}="${one}"`);
        expect(
          series.some((line) => wanted.test(line)),
          `${selector}: ${one}`,
        ).toBe(true);
      }
    }
  });

  it.each(rules)('$alert links to a line of docs/operating.md', ({ alert, annotations }) => {
    expect(annotations.runbook).toBe(`docs/operating.md#${alert.toLowerCase()}`);
    const [, text = ''] = read('docs/operating.md').split(`\n#### ${alert}\n\n`);
    expect(text.split('\n', 1)[0]?.length).toBeGreaterThan(40);
  });
});
