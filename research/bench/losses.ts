import { availableParallelism } from 'node:os';
import { metricByName } from '@/lib/core/metrics/metric-name';
import {
  type ClimbedMetric,
  climbedMetrics,
  type Improvements,
  type LossesJob,
  type LossesResult,
  levels,
} from './losses/climb';
import { type Scenario, scenarios } from './losses/scenarios';
import { describeTime, withThreads } from './threads/run-in-threads';

// Shares of files that a ladder reports as better: `npm run bench:losses -- [draws] [items of the feedback split] [pattern of
// titles and metrics] [rounds of hill-climbing]`. By default 400 draws and 80 rounds of 300 files, which take 35 minutes; 0
// rounds skip the climbs. The feedback split has two fifths of the round, 1,000 of 2,500 items: the first ones, since items are
// exchangeable. Exit code 1 where the metric's own test reports files that are no better more often than 1.1 times its level,
// by three standard errors, or where a climbing team sees a false report in more than 5 % of rounds. R² is decided as RMSE is.
// Areas of many classes take long and are drawn only when the pattern names them, such as 'classes, '.

const repetitionCount = Number(process.argv[2] ?? 400);
const partCount = Number(process.argv[3] ?? 1000);
const pattern = new RegExp(process.argv[4] ?? '^(?!\\d+ classes, )');
const climbCount = Number(process.argv[5] ?? 80);
const filesOfClimb = 300;
const climbedShareMax = 0.05;

/** Levels at which a metric must stay below the bound to have a ladder; smaller levels only measure power. */
const keptLevelMin = 0.0012;
const sizeMax = 1.1;

type Row = { scenario: Scenario; counts: Improvements };

const testOf = ({ metric, title }: Scenario): keyof Improvements[number] =>
  metricByName[metric].ladder?.test !== 'guarded-z' && !title.includes('groups') ? 'mcnemar' : 'guarded';

/** The worst draw of each row, by the metric's own test at the first level. */
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

/** Metrics of two classes share a row, which shows the worst of them; every other metric has its own. */
const isListedAlone = ({ kind, metric }: Scenario): boolean =>
  kind !== 'no better' || metricByName[metric].explainClasses === null;

const formatShare = (count: number): string => ((100 * count) / repetitionCount).toFixed(count === 0 ? 0 : 2);

function print({ scenario, counts }: Row): void {
  const { title, kind, metric } = scenario;
  const cells = counts.map(({ z, guarded, mcnemar }) =>
    [z, guarded, ...(testOf(scenario) === 'mcnemar' ? [mcnemar] : [])].map(formatShare).join(' / '),
  );
  console.log(`| ${kind} | ${title} | ${metric} | ${testOf(scenario)} | ${cells.join(' | ')} |`);
}

/** Reports of files that are no better, at most: 1.1 times the level by three standard errors of so many draws. */
const shareMax = (level: number): number =>
  sizeMax * level + 3 * Math.sqrt((sizeMax * level * (1 - sizeMax * level)) / repetitionCount);

const keepsLevels = ({ scenario, counts }: Row): boolean =>
  levels.every(
    (level, k) => level < keptLevelMin || counts[k]![testOf(scenario)] / repetitionCount <= shareMax(level),
  );

const isAsked = (title: string, metric: string) => pattern.test(`${title} ${metric}`);
const chosen = scenarios.flatMap(({ title, metric }, place): (LossesJob & { kind: 'draws' })[] =>
  isAsked(title, metric) ? [{ kind: 'draws', place, repetitionCount, partCount }] : [],
);
const climbing = climbedMetrics.flatMap(
  (metric): (LossesJob & { kind: 'climbs'; metric: ClimbedMetric })[] =>
    climbCount > 0 && isAsked('hill-climbing', metric)
      ? [{ kind: 'climbs', metric, roundCount: climbCount, fileCount: filesOfClimb, partCount }]
      : [],
);
const results = await withThreads<LossesJob, LossesResult, LossesResult[]>(
  new URL('./losses/worker.ts', import.meta.url),
  Math.min(2, availableParallelism()),
  (run) => run([...chosen, ...climbing]),
);

const rows = results.flatMap((result, i): Row[] =>
  'roundsWithReport' in result ? [] : [{ scenario: scenarios[chosen[i]!.place]!, counts: result }],
);
console.log(
  `| ${repetitionCount} draws, ${partCount} items, % reported by z / guarded z (/ McNemar) | | metric | its test | ${levels.map((level) => `α = ${level.toPrecision(2)}`).join(' | ')} |\n|---|---|---|---|---|---|---|`,
);
for (const row of chooseWorst(rows)) print(row);
const climbed = results
  .flatMap((result) => ('roundsWithReport' in result ? [result.roundsWithReport] : []))
  .map((count, i) => ({ metric: climbing[i]!.metric, count }));
if (climbed.length > 0)
  console.log(
    `\n| ${climbCount} rounds of ${filesOfClimb} hill-climbing files | rounds with a false report |\n|---|---|`,
  );
for (const { metric, count } of climbed)
  console.log(`| ${metric} | ${count} (${((100 * count) / climbCount).toFixed(1)} %) |`);

const broken = rows.filter((row) => row.scenario.kind === 'no better' && !keepsLevels(row));
for (const { scenario, counts } of broken)
  console.error(`Reported too often: ${scenario.title}, ${scenario.metric}: ${JSON.stringify(counts)}`);
const climbMax =
  climbedShareMax + 3 * Math.sqrt((climbedShareMax * (1 - climbedShareMax)) / Math.max(1, climbCount));
const tooMany = climbed.filter(({ count }) => count / climbCount > climbMax);
for (const { metric, count } of tooMany)
  console.error(`False reports in too many rounds: ${metric}, ${count} of ${climbCount}`);
if (broken.length + tooMany.length > 0) process.exitCode = 1;
const asked = levels
  .filter((level) => level >= keptLevelMin)
  .map((level) => `${(100 * shareMax(level)).toFixed(2)} %`)
  .join(' and ');
console.error(
  `Asked of ${repetitionCount} draws that are no better: at most ${asked}; of ${climbCount} rounds at most ${(100 * climbMax).toFixed(1)} % with a false report. ${describeTime()}`,
);
