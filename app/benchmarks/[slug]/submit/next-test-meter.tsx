import Link from 'next/link';
import { formatOfHundred } from '@/app/_ui/plan/format-of-hundred';
import { GainChanceTable } from '@/app/_ui/plan/gain-chance-table';
import { Meter, MeterNote } from '@/app/_ui/words/meter';
import type { QuotaView } from '@/lib/contracts/submission';
import { metricByName } from '@/lib/core/metrics/metric-by-name';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { classesAlike } from '@/lib/core/planner/class-shares';
import { listGainChances } from '@/lib/core/planner/gain-chances';
import { computeStepChance } from '@/lib/core/planner/typical-step';

type Told = Pick<QuotaView, 'answers' | 'next_test'>;

/** How many answers are left and, of a ladder, what the next file has to pass. @param round its feedback split, metric and classes */
export function NextTestMeter({ answers, next_test, ...round }: Told & TestedRound) {
  if (!answers) return null;
  return (
    <Meter
      title="Answers"
      label="Answers left"
      figure={answers.left}
      unit={<>left in this round, {answers.used} used</>}
    >
      {next_test && <NextTest test={next_test} {...round} />}
    </Meter>
  );
}

type TestedRound = {
  readonly feedbackCount: number;
  readonly metric: MetricName;
  readonly classCount: number;
};

function NextTest({
  test,
  feedbackCount,
  metric,
  classCount,
}: TestedRound & { test: NonNullable<Told['next_test']> }) {
  // Of hits how many must be won says it better, and how many positives there are is hidden.
  const step =
    metricByName[metric].ladder?.test !== 'guarded-z'
      ? null
      : computeStepChance(metric, classesAlike(classCount), { itemCount: feedbackCount, level: test.level });
  const gains = test.gains_needed?.flatMap(({ changed, wins, gain }) =>
    wins === null || gain === null ? [] : [{ changed, wins, gain }],
  );
  return (
    <>
      <MeterNote>
        Your next file is tested at a level of <b data-testid="next-level">{formatLevel(test.level)}</b>: of
        files that are no better, at most so many pass. Each “no improvement” makes the next test stricter; an
        improvement doesn’t. <Link href="/methods#guarded-ladder">How it is tested</Link>
      </MeterNote>
      {gains && gains.length > 0 && (
        <>
          <MeterNote>What it needs against the file to beat, if items are independent:</MeterNote>
          <ul className="mt-4 pl-s4 text-small/[1.45] text-ink-2">
            {gains.map(({ changed, wins, gain }) => (
              <li key={changed}>
                {count.format(changed)} feedback items come out differently: win {count.format(wins)} of them,
                a gain of {(100 * gain).toFixed(1)} points
              </li>
            ))}
          </ul>
        </>
      )}
      {test.gains_needed ? (
        <details className="mt-s2 text-small/[1.45]">
          <summary>How often a better model is told</summary>
          <MeterNote>Of 100 answers at this level, on this round’s feedback part:</MeterNote>
          <GainChanceTable
            caption="A better model is told, of 100 answers"
            chances={listGainChances(feedbackCount, test.level)}
          />
          <MeterNote>
            Two versions of one model differ on few items, two strangers on many.{' '}
            <Link href="/methods#power">More sizes</Link>
          </MeterNote>
        </details>
      ) : (
        <MeterNote>
          {step &&
            `A typical better model (${step.step}${classCount > 0 ? ', classes alike' : ''}) passes in about ${formatOfHundred(step.chance)} of 100 tests. `}
          <Link href="/methods#power">How often a better model is reported</Link>
        </MeterNote>
      )}
    </>
  );
}

const count = new Intl.NumberFormat('en');

/** Two significant digits: 2.5 %, 0.83 %, 0.0054 %. */
const formatLevel = (level: number): string => `${Number((100 * level).toPrecision(2))} %`;
