import { metricByName } from '../metrics/metric-name';
import type { ChanceComparison, ChanceLevelFlag } from './chance-level';
import type { EqualFileFlag, TinyEditFlag } from './equal-file';
import type { ModelGapFlag } from './model-gap';
import { type ErrorCopyFlag, honestKappaMax, type NearCopyFlag, type TextCopyFlag } from './near-copies';
import { honestAgreementMax } from './near-copies-of-texts';
import type { RandomProbingFlag } from './random-probing';
import { describeRepeat, type RepeatFlag } from './repeat';

/** A suspicion for a maintainer to judge, with its numbers. No rule acts on a flag automatically. Stored as JSON. */
export type Flag =
  | EqualFileFlag
  | NearCopyFlag
  | RandomProbingFlag
  | ChanceLevelFlag
  | TinyEditFlag
  | ModelGapFlag
  | RepeatFlag;

export type FlagKind = Flag['kind'];

export const flagKinds = [
  'near-copy',
  'random-probing',
  'chance-level',
  'tiny-edit',
  'equal-file',
  'model-gap',
  'repeat-differs',
] as const satisfies readonly FlagKind[];

/** Rounds a flag's number to three significant digits: enough to judge by, and little information about single items. */
const round = (value: number): number => Number(value.toPrecision(3));

const roundNull = (value: number | null): number | null => (value === null ? null : round(value));

/** Rounds a flag's numbers for storage and display; counts stay whole. */
export function roundFlag(flag: Flag): Flag {
  switch (flag.kind) {
    case 'near-copy':
      return {
        ...flag,
        ...('kappa' in flag ? { kappa: roundNull(flag.kappa) } : {}),
        predictionDisagreement: round(flag.predictionDisagreement),
        pValue: round(flag.pValue),
        adjustedPValue: round(flag.adjustedPValue),
      };
    case 'random-probing':
      return { ...flag, edits: flag.edits.map((edit) => ({ ...edit, z: round(edit.z) })) };
    case 'chance-level':
      return { ...flag, submissions: flag.submissions.map(roundComparison) };
    case 'model-gap':
      return {
        ...flag,
        estimate: round(flag.estimate),
        standardError: round(flag.standardError),
        adjustedPValue: round(flag.adjustedPValue),
      };
    case 'tiny-edit':
    case 'equal-file':
    case 'repeat-differs':
      return flag;
  }
}

function roundComparison(chanceComparison: ChanceComparison): ChanceComparison {
  const z = roundNull(chanceComparison.z);
  return 'metric' in chanceComparison
    ? {
        ...chanceComparison,
        score: roundNull(chanceComparison.score),
        chanceScore: round(chanceComparison.chanceScore),
        z,
      }
    : {
        ...chanceComparison,
        accuracy: round(chanceComparison.accuracy),
        chanceAccuracy: round(chanceComparison.chanceAccuracy),
        z,
      };
}

/** Text of a flag: what was found, and possible innocent explanations. */
export type FlagWords = { readonly finding: string; readonly falseAlarms: string };

/** A mapped type, so that TypeScript correlates `describe[flag.kind]` with `flag`. */
type FlagOf<K extends FlagKind> = { [P in K]: { kind: P } & Extract<Flag, { kind: P }> }[K];

const describe: { readonly [K in FlagKind]: (flag: FlagOf<K>) => FlagWords } = {
  'near-copy': (flag) => ('basis' in flag ? describeTextCopy(flag) : describeErrorCopy(flag)),
  'random-probing': ({ edits, judgedCount }) => ({
    finding: `In ${edits.length} of ${formatCount(judgedCount, 'submission')} the changed predictions are on items no harder than others (z = ${listSome(edits.map(({ z }) => formatNumber(z)))}). Random flips of predictions to learn labels look like this.`,
    falseAlarms:
      'Honest edits change hard items: of predicted classes 999 in 1,000 had z below −1.5; of texts none were measured. But a fresh training with another seed on an easy test set can look the same. So can the repair of a class-wide mistake, or another output format. Three such edits of one team are not three independent chances.',
  }),
  'chance-level': ({ submissions, judgedCount }) => ({
    finding: `${submissions.length} of ${formatCount(judgedCount, 'submission')} are not better than ${describeChance(submissions[0])}: ${describeComparisons(submissions)}.`,
    falseAlarms:
      'An attack on labels starts with random predictions. A broken pipeline, a shuffled file or a constant baseline looks the same. On few items or a hard task an honest weak model isn’t significantly better than chance either. Most such submissions are mistakes.',
  }),
  'tiny-edit': ({ changedCount, changedCountMin, itemCount }) => ({
    finding: `${formatCount(changedCount, 'item')} of ${itemCount.toLocaleString('en')} changed against the team’s nearest earlier submission; below ${changedCountMin} no score is reported.`,
    falseAlarms:
      'A fixed rule raises this flag, so it proves nothing: a small repair or the same file sent twice triggers it too.',
  }),
  'model-gap': (flag) => describeModelGap(flag),
  'repeat-differs': (flag) => describeRepeat(flag),
  'equal-file': ({ teamCount, areLinked }) => ({
    finding: `Two teams sent the same file, byte for byte${teamCount > 2 ? `; ${teamCount} teams sent it in all` : ''}.${areLinked ? ' The two are linked.' : ''}`,
    falseAlarms:
      'This shows only that it is one file. The same published predictions, a constant prediction or an example file gives it too. The file does not show which team had it first.',
  }),
};

function describeErrorCopy(flag: ErrorCopyFlag): FlagWords {
  const { kappa, predictionDisagreement, itemCount, adjustedPValue, pairCount } = flag;
  return {
    finding: `Two accounts’ submissions are nearly the same. They predict differently on ${formatPercent(predictionDisagreement)} of ${itemCount.toLocaleString('en')} items${kappa === null ? '' : `, and agree in what they get right with κ = ${formatNumber(kappa)}`} (adjusted p ${formatPValue(adjustedPValue)} over ${formatCount(pairCount, 'pair')}).`,
    falseAlarms: `Of 435 honest pairs of real models of classes none exceeded κ = ${honestKappaMax} (agreement beyond chance); half were below 0.43. Honest pairs can: the same published model under two accounts, or two fine-tunings of one. Of flags like this one on average 1 in 100 is chance, if honest pairs here are no more alike than those were.`,
  };
}

function describeTextCopy(flag: TextCopyFlag): FlagWords {
  const { basis, predictionDisagreement, contestedCount, itemCount, adjustedPValue, pairCount } = flag;
  const isOfNumbers = basis === 'numbers';
  return {
    finding: `Two accounts’ submissions are nearly the same. On ${contestedCount.toLocaleString('en')} of ${itemCount.toLocaleString('en')} items the models of this round differ. There these two ${isOfNumbers ? 'differ by more than a fifth of the usual spread' : 'predict differently'} on ${formatPercent(predictionDisagreement)} (adjusted p ${formatPValue(adjustedPValue)} over ${formatCount(pairCount, 'pair')}).`,
    falseAlarms: isOfNumbers
      ? `Two honest fits of one simple model to the same data are the same file but for rounding: of a linear regression above all. So is one published model under two accounts. Such pairs are flagged. Of other honest pairs of models of three data sets none agreed on more than ${100 * honestAgreementMax} % of such items; half were below 6 %.`
      : 'The same published model gives the same predictions under two accounts. So do two copies of a source with all labels. How alike honest pairs of texts are was not measured.',
  };
}

function describeModelGap({
  estimate,
  standardError,
  unit,
  adjustedPValue,
  modelCount,
  reference,
  referenceCount,
}: ModelGapFlag): FlagWords {
  const hundredths = (value: number) => (100 * value).toFixed(1).replace('-', '−');
  const compared =
    reference === 'frozen'
      ? formatCount(referenceCount, 'frozen model')
      : `the ${formatCount(referenceCount, 'model')} of other teams`;
  return {
    finding: `Compared with ${compared}, this model is ${hundredths(estimate)} ${unit === 'points' ? 'points' : '% of its loss'} better on the feedback items than on the final ones. The standard error is ${hundredths(standardError)} (adjusted p ${formatPValue(adjustedPValue)} over ${formatCount(modelCount, 'model')}).`,
    falseAlarms:
      'The splits are drawn at random, so about 1 in 100 rounds of models that learnt nothing from feedback has any such flag. It doesn’t say which team learnt from feedback. A team with much feedback can have such a gap, as can teams that share files and a community that changes the leader’s file.',
  };
}

const describeChance = (compared: ChanceComparison | undefined): string =>
  compared && 'metric' in compared && compared.against === 'constant'
    ? 'the best constant prediction'
    : 'their own predictions in random order';

function describeComparisons(submissions: readonly ChanceComparison[]): string {
  const scores = submissions.flatMap((chanceComparison) =>
    'metric' in chanceComparison ? [chanceComparison] : [],
  );
  const accuracies = submissions.flatMap((chanceComparison) =>
    'metric' in chanceComparison ? [] : [chanceComparison],
  );
  if (scores[0])
    return `${metricByName[scores[0].metric].title} ${listSome(scores.map(({ score, chanceScore }) => `${score === null ? 'without a value' : formatScore(score)} against ${formatScore(chanceScore)}`))}`;
  return `accuracy ${listSome(accuracies.map(({ accuracy, chanceAccuracy }) => `${formatPercent(accuracy)} against ${formatPercent(chanceAccuracy)}`))}`;
}

const formatScore = (score: number): string => String(Number(score.toPrecision(3))).replace('-', '−');

/** Describes a flag in words for the maintainer who judges it. */
export function describeFlag<K extends FlagKind>(flag: FlagOf<K>): FlagWords {
  return describe[flag.kind](flag);
}

const listSome = (words: readonly string[]): string =>
  words.length > 6 ? `${words.slice(0, 5).join(', ')} and ${words.length - 5} more` : words.join(', ');

const formatNumber = (value: number): string => value.toFixed(2).replace('-', '−');

const formatPercent = (share: number): string => `${Number((100 * share).toFixed(2))} %`;

const formatPValue = (p: number): string => (p < 0.0001 ? '< 0.0001' : `= ${p.toFixed(4)}`);

const formatCount = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** True if a flag's kind concerns two teams whose files are the same or nearly the same. */
export const isOfTwoTeams = ({ kind }: { readonly kind: FlagKind }): boolean =>
  kind === 'near-copy' || kind === 'equal-file';

/** Lists the ids of the submissions that a flag names. */
export function listFlaggedSubmissions(flag: Flag): readonly string[] {
  switch (flag.kind) {
    case 'near-copy':
    case 'equal-file':
      return [flag.first, flag.second];
    case 'random-probing':
      return flag.edits.map(({ submission }) => submission);
    case 'chance-level':
      return flag.submissions.map(({ submission }) => submission);
    case 'tiny-edit':
    case 'model-gap':
    case 'repeat-differs':
      return [flag.submission];
  }
}
