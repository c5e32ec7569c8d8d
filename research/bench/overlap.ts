import { createTestSetCollector } from '@/lib/core/round/checks/collect-test-set';
import {
  decodeFingerprints,
  encodeFingerprints,
  type Fingerprints,
} from '@/lib/core/round/checks/fingerprints';
import { startChecks } from '@/lib/core/round/checks/start-checks';
import type { TestSetItem } from '@/lib/core/round/read-test-set';
import { drawNormal } from '@/lib/core/statistics/normal-distribution';
import { createRng, type Rng } from '@/lib/core/statistics/rng';

// Duration of the checks before sealing: `tsx research/bench/overlap.ts [items] [earlier rounds] [text|table|template|all]`. The
// goal is 30 s for 100,000 items against 24 earlier rounds of the same size.

const [itemsText = '100000', roundsText = '24', which = 'all'] = process.argv.slice(2);

const itemCount = Number(itemsText);

const roundCount = Number(roundsText);

const copiedShare = 0.02;

const benchmark = { task: 'binary', classes: ['no', 'yes'] } as const;

const rules = { metric: 'accuracy', secondaryMetrics: [], feedbackShare: 0.3, features: [] } as const;

const variants: Record<string, (rng: Rng) => string> = {
  /** 60 words of a vocabulary in which a few words are most of the text (Zipf). */
  text: (rng) => JSON.stringify(drawWords(rng, 60)),
  /** 12 columns of 2 to 20 values and one of a thousand. */
  table: (rng) =>
    JSON.stringify(
      Object.fromEntries([
        ...Array.from({ length: 12 }, (_, c) => [
          `column${c}`,
          String(Math.floor(rng.nextUnit() ** 2 * (2 + 1.5 * c))),
        ]),
        ['amount', String(Math.round(500 + 100 * drawNormal(rng)))],
      ]),
    ),
  /** 30 words in a frame of 40 that all items share, the worst case for the bands. */
  template: (rng) => JSON.stringify(`${frame} ${drawWords(rng, 30)}`),
};

const frame = drawWords(createRng('frame'), 40);

function drawWords(rng: Rng, count: number): string {
  return Array.from({ length: count }, () => `w${Math.floor(50_000 ** rng.nextUnit())}`).join(' ');
}

function collect(inputs: Iterable<string>, rng: Rng, name: string) {
  const collector = createTestSetCollector(benchmark);
  let line = 2;
  for (const inputJson of inputs) {
    const label = rng.nextUnit() < 0.4 ? 'yes' : 'no';
    const item: TestSetItem = { line, id: `${name}-${line}`, inputJson, label, group: null, date: null };
    collector.add(item);
    line++;
  }
  return collector.finish();
}

function* drawInputs(draw: (rng: Rng) => string, rng: Rng, copied: readonly string[]): Generator<string> {
  yield* copied;
  for (let i = copied.length; i < itemCount; i++) yield draw(rng);
}

const secondsSince = (start: number): string => ((performance.now() - start) / 1000).toFixed(1);

function measure(name: string, draw: (rng: Rng) => string): void {
  const rng = createRng(`overlap:${name}`);
  // Encoded as the scorer stores them: 8 MB for 100,000 items.
  const stored: Uint8Array[] = [];
  let facts: Fingerprints['facts'] | null = null;
  for (let round = 1; round <= roundCount; round++) {
    const set = collect(drawInputs(draw, createRng(`${name}:${round}`), []), rng, `r${round}`);
    // All rounds have one source, so one round's repetitions represent those of all.
    facts ??= startChecks(set, rules).finish().fingerprints.facts;
    stored.push(encodeFingerprints({ facts, records: set.records }));
  }

  // The first items of round 1 again, copied into the new set.
  const again = createRng(`${name}:1`);
  const copied = Array.from({ length: Math.round(copiedShare * itemCount) }, () => draw(again));

  const collecting = performance.now();
  const set = collect(drawInputs(draw, createRng(`${name}:new`), copied), rng, 'new');
  const collected = secondsSince(collecting);
  const checking = performance.now();
  const processor = process.cpuUsage();
  const run = startChecks(set, rules);
  const within = secondsSince(checking);
  stored.forEach((bytes, i) => {
    run.addRound(i + 1, decodeFingerprints(bytes));
  });
  const { checks } = run.finish();
  const checked = secondsSince(checking);
  const processorSeconds = (process.cpuUsage(processor).user / 1e6).toFixed(1);
  const overlap = checks.find((check) => check.name === 'overlap')!;
  const { rss } = process.memoryUsage();
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
  const storedMb = Math.round(stored.reduce((sum, bytes) => sum + bytes.length, 0) / 2 ** 20);
  console.log(
    `${name}: reading and fingerprinting ${collected} s; checks ${checked} s (${processorSeconds} s of a processor), of which ${within} s within the set; peak ${peakMb} MB (now ${Math.round(rss / 2 ** 20)} MB), ${storedMb} MB of it stored fingerprints`,
  );
  console.log(`  ${overlap.outcome}: ${overlap.detail}`);
}

console.log(
  `${itemCount} items against ${roundCount} rounds of ${itemCount}, ${100 * copiedShare} % copied from round 1`,
);

for (const [name, draw] of Object.entries(variants))
  if (which === 'all' || which === name) measure(name, draw);
