import type { ReactNode } from 'react';
import { formatSignedHundredths } from '@/lib/core/freshness/excess';
import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import type { PublishedGap } from '@/lib/core/leaderboard/published-overfitting';
import { formatInterval, formatScore, formatSize } from '@/lib/core/metrics/format-score';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { OpennessMark } from '../disclosure/openness-mark';
import { CheckGlyph } from '../glyphs/check-glyph';
import { Marked } from '../glyphs/marked';
import { shortDay } from '../short-day';
import { EvidenceBadge } from './evidence-badge';
import { columnOf, isMetricColumn, type OptionalColumn, titleOfColumn } from './ranking-columns';
import type { RankingFrame } from './ranking-frame';

type Props = { entry: LeaderboardEntry; frame: RankingFrame };

/** One of the columns that a reader can choose. Its label stands before the number where the table has no head, on a phone. */
export function OptionalCell({ name, entry, frame }: Props & { name: OptionalColumn }) {
  const column = columnOf(name);
  return (
    <td
      className={`cell-${column}`}
      {...(column !== 'evidence' && { 'data-label': titleOfColumn(name).toLowerCase() })}
    >
      {contentOf(name, { entry, frame })}
    </td>
  );
}

function contentOf(name: OptionalColumn, { entry, frame }: Props): ReactNode {
  const { metric, invalidated } = frame.board;
  if (isMetricColumn(name)) {
    const score = entry.secondary[name];
    return score !== undefined && struckIf(invalidated, formatScore(name, score));
  }
  const lastScore = entry.last_round?.on_this_scale;
  switch (name) {
    case 'evidence':
      return <Evidence entry={entry} frame={frame} />;
    case 'used':
      return <Used entry={entry} frame={frame} />;
    case 'gap':
      return entry.gap !== null && struckIf(invalidated, <Gap gap={entry.gap} />);
    case 'equated':
      return entry.equated && struckIf(invalidated, <LinkedScore metric={metric} linked={entry.equated} />);
    case 'last':
      return lastScore && <LinkedScore metric={metric} linked={lastScore} />;
    case 'submitted':
      return <time dateTime={entry.submitted_at}>{shortDay.format(new Date(entry.submitted_at))}</time>;
  }
}

/** A number of an invalidated round stays readable, struck. */
const struckIf = (isStruck: boolean, content: ReactNode): ReactNode =>
  isStruck ? <s>{content}</s> : content;

function Evidence({ entry: { evidence, disclosure }, frame }: Props) {
  return (
    <>
      {!frame.board.provisional && <EvidenceBadge evidence={evidence} />}
      {disclosure && <OpennessMark openness={disclosure.openness} />}
    </>
  );
}

function Used({ entry: { submissions_used: used, best_of: best }, frame }: Props) {
  const { metric, direction, invalidated } = frame.board;
  return (
    <>
      <UsedTally used={used} limit={frame.quotaPerRound} />
      {best && !invalidated && (
        <small title={`If the ${best.k} submissions were equally good`}>
          {`best of ${best.k} reported: may be up to ${formatSize(metric, best.optimism)} ${direction === 'higher' ? 'too high' : 'too low'}`}
        </small>
      )}
    </>
  );
}

/** Strokes up to this limit are drawn; a longer tally is no longer readable at a glance. */
const strokesMax = 6;

/** Submissions used, as strokes: the used ones tall. A large quota is written as a number. */
function UsedTally({ used, limit }: { used: number; limit: number }) {
  if (limit > strokesMax)
    return (
      <>
        {`${used} `}
        <span className="text-ink-3">{`of ${limit}`}</span>
      </>
    );
  const left = Math.max(0, limit - used);
  return (
    <span
      className="used-tally"
      role="img"
      aria-label={`${used} of ${limit}`}
      style={{ '--used': `${used}`, '--left': `${left}` }}
    />
  );
}

/** Feedback less final score, with a warning where it favours the feedback part by more than chance gives one model in forty. */
/** With its 95 % interval, in hundredths of its unit; marked where overfitting of the model is shown. */
function Gap({ gap: { unit, estimate, lower, upper, shown } }: { gap: PublishedGap }) {
  const value = `${formatSignedHundredths(estimate)}${unit === 'points' ? '' : ' %'}`;
  return (
    <>
      {shown ? (
        <Marked>
          <CheckGlyph result="warn" />
          <span className="sr-only">Overfitting shown: </span>
          <b>{value}</b>
        </Marked>
      ) : (
        value
      )}{' '}
      <small>{`${formatSignedHundredths(lower)} to ${formatSignedHundredths(upper)}`}</small>
    </>
  );
}

type Linked = { readonly score: number; readonly lower: number; readonly upper: number };

/** A score adjusted to another round's difficulty, with its 95 % limits. */
function LinkedScore({ metric, linked }: { metric: MetricName; linked: Linked }) {
  return (
    <>
      {`${formatScore(metric, linked.score)} `}
      <small>{formatInterval(metric, linked)}</small>
    </>
  );
}
