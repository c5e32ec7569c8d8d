import { availableParallelism } from 'node:os';
import { metricByName } from '@/lib/core/metrics/metric-by-name';
import { type Announcements, type CountedScenario, levels } from './losses/count-announcements';
import { type Scenario, scenarios } from './losses/scenarios';
import { describeTime } from './threads/describe-time';
import { withThreads } from './threads/run-in-threads';

// How often a ladder announces files, test by test: `npm run bench:losses -- [repetitions] [items of the feedback part] [pattern of titles and metrics]`.
// Usually 400 draws. That part is two fifths of the round, 1,000 of 2,500 items; they are alike, so the first ones are taken. Ends with exit code 1 where
// the test that the metric names announces files that are no better more often than its level, by three standard errors. R² is decided as
// RMSE is. Areas of many classes take long and are drawn where the pattern asks for them, such as 'classes, '.

const repetitionCount = Number(process.argv[2] ?? 400);
const partCount = Number(process.argv[3] ?? 1000);
const pattern = new RegExp(process.argv[4] ?? '^(?!\\d+ classes, )');

type Row = { scenario: Scenario; counts: Announcements };

const testOf = ({ metric, title }: Scenario): keyof Announcements[number] => {
  const { test, testOfGroups } = metricByName[metric].ladder;
  const named = title.includes('groups') ? testOfGroups : test;
  if (named.startsWith('mcnemar')) return 'mcnemar';
  return named === 'guarded-z' ? 'guarded' : named === 'z-and-bet' ? 'bet' : 'z';
};

/** Of a row in the worst of its draws: by the test that the metric names at the first level. */
function chooseWorst(rows: readonly Row[]): Row[] {
  const worst = new Map<string, Row>();
  for (const row of rows) {
    const key = `${row.scenario.kind} ${row.scenario.title} ${isListedAlone(row.scenario) ? row.scenario.metric : ''}`;
    const other = worst.get(key);
    const countOf = ({ scenario, counts }: Row) => counts[0]![testOf(scenario)];
    if (!other || countOf(row) > countOf(other)) worst.set(key, row);
  }
  return [...worst.values()];
}

/** Of two classes' metrics the worst one is shown; every other one stands for itself. */
const isListedAlone = ({ kind, metric }: Scenario): boolean =>
  kind !== 'no better' || metricByName[metric].explainClasses === null;

const formatShare = (count: number): string => ((100 * count) / repetitionCount).toFixed(count === 0 ? 0 : 2);

function print({ scenario, counts }: Row): void {
  const { title, kind, metric } = scenario;
  const cells = counts.map(({ z, guarded, bet, mcnemar }) =>
    [z, guarded, bet, ...(testOf(scenario) === 'mcnemar' ? [mcnemar] : [])].map(formatShare).join(' / '),
  );
  console.log(`| ${kind} | ${title} | ${metric} | ${testOf(scenario)} | ${cells.join(' | ')} |`);
}

/** What the announcements of files that are no better may be at most: the level by three standard errors of so many draws. */
const shareMax = (level: number): number => level + 3 * Math.sqrt((level * (1 - level)) / repetitionCount);

/** Whether the test that the metric names keeps both levels. */
function keepsLevels({ scenario, counts }: Row): boolean {
  return levels.every((level, k) => {
    const share = counts[k]![testOf(scenario)] / repetitionCount;
    return share <= shareMax(level);
  });
}

const chosen = scenarios.flatMap(({ title, metric }, place): CountedScenario[] =>
  pattern.test(`${title} ${metric}`) ? [{ place, repetitionCount, partCount }] : [],
);
const counted = await withThreads<CountedScenario, Announcements, Announcements[]>(
  new URL('./losses/worker.ts', import.meta.url),
  Math.min(2, availableParallelism()),
  (run) => run(chosen),
);
const rows = chosen.map(({ place }, i): Row => ({ scenario: scenarios[place]!, counts: counted[i]! }));
console.log(
  `| ${repetitionCount} draws, ${partCount} items, % announced by z / guarded z / bet (/ McNemar) | | metric | its test | α = .025 | α = .0017 |\n|---|---|---|---|---|---|`,
);
for (const row of chooseWorst(rows)) print(row);
const broken = rows.filter((row) => row.scenario.kind === 'no better' && !keepsLevels(row));
for (const { scenario, counts } of broken)
  console.error(`Announced too often: ${scenario.title}, ${scenario.metric}: ${JSON.stringify(counts)}`);
if (broken.length > 0) process.exitCode = 1;
const asked = levels.map((level) => `${(100 * shareMax(level)).toFixed(2)} %`).join(' and ');
console.error(`Asked of ${repetitionCount} draws that are no better: at most ${asked}. ${describeTime()}`);
