import { basename, resolve } from 'node:path';
import { Command } from 'commander';
import { readPredictionsFile } from '@/adapters/read-predictions-file';
import { ArchiveUnreadable } from '@/lib/contracts/archive/archive-limits';
import { parseArchive } from '@/lib/contracts/round-archive';
import { labelArchive } from '@/lib/core/commitment/archive';
import {
  type PracticeScores,
  practiceSeed,
  practiceSplits,
  scorePractice,
} from '@/lib/core/commitment/score-practice';
import { describeReliability } from '@/lib/core/metrics/format-score';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { metricByName } from '@/lib/core/metrics/metric-name';
import { isPlainFile, openArchive } from './archive/open-archive';
import { describeFailure, showJson, showLine, showLines, typedFrom } from './archive/terminal';

/** Formats practice scores as lines of text, every number with all its digits. */
export function formatPractice(scored: {
  benchmark: string;
  round: number;
  title: string;
  metric: MetricName;
  direction: string;
  scorer_version: string;
  seed: string;
  scores: PracticeScores;
}): string {
  const { metric, scores } = scored;
  const lines = [
    `${scored.title}, round ${scored.round} of ${scored.benchmark}`,
    'Practice, unranked: the labels are public.',
    `${metricByName[metric].title}, ${scored.direction} is better; scorer version ${scored.scorer_version}, seed ${scored.seed}`,
  ];
  for (const split of practiceSplits) {
    const { item_count, score, interval, secondary } = scores[split];
    const title = split === 'all' ? 'All items' : `${split[0]!.toUpperCase()}${split.slice(1)} split`;
    lines.push('', `${title}, ${item_count} items`, `  ${metric} ${score ?? 'has no value here'}`);
    if (interval) {
      const notes = [interval.method, describeReliability(interval)].filter((note) => note !== null);
      lines.push(`  interval ${interval.lower} to ${interval.upper} (${notes.join('; ')})`);
    } else if (score !== null) lines.push('  no interval');
    for (const [name, value] of Object.entries(secondary)) lines.push(`  ${name} ${value}`);
  }
  return showLines(lines);
}

const program = new Command('score')
  .description(
    'Scores a prediction file on a revealed round, by the code that scored its submissions. Practice, unranked: the labels are public. Exit code 0: scored; 1: the file is invalid; 2: the round could not be read.',
  )
  .argument('<file>', 'CSV or JSON Lines; plain, gzipped or zipped')
  .requiredOption('--round <archive>', 'archive.json, its folder, the zip, or the address of the round')
  .option(
    '--seed <seed>',
    'seed of resampled intervals; the seed of a published interval, without its split, gives the same interval',
    practiceSeed,
  )
  .option('--json', 'print the scores as JSON')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
  .action(async (file: string, options: { round: string; seed: string; json?: boolean }) => {
    const opened = await openArchive(options.round, typedFrom());
    opened.close();
    const archive = parseArchive(opened.archiveBytes);
    if (!archive.ok) throw new ArchiveUnreadable(archive.error);
    const round = labelArchive(archive.value);
    if (!round.ok) throw new ArchiveUnreadable(`${round.error.subject}: ${round.error.detail}`);
    const { rules, index } = round.value;
    const path = resolve(typedFrom(), file);
    if (!(await isPlainFile(path))) throw new ArchiveUnreadable(`there is no ${path}`);
    const predictions = await readPredictionsFile(path, {
      task: rules.task,
      classes: rules.classes,
      needsProbabilities: metricByName[rules.metric].needs === 'probabilities',
      ids: index,
    });
    if (!predictions.ok) {
      for (const { line, detail, hint } of predictions.error.problems)
        console.error(showLine(`${line == null ? '' : `line ${line}: `}${detail}. ${hint}`));
      process.exitCode = 1;
      return;
    }
    const { benchmark, round: number, title, direction } = archive.value;
    const scored = {
      benchmark,
      round: number,
      title,
      mode: 'practice' as const,
      ranked: false,
      file: basename(file),
      metric: rules.metric,
      direction,
      scorer_version: archive.value.commitment.scorer_version,
      seed: options.seed,
      scores: scorePractice(round.value, predictions.value, options.seed),
    };
    console.log(options.json ? showJson(scored) : formatPractice(scored));
  });

try {
  await program.parseAsync();
} catch (error) {
  // Exit code 2 means that the file could not be scored; 1, that it is invalid.
  process.exitCode = 2;
  console.error(describeFailure(error));
}
