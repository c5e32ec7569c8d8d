import Link from 'next/link';
import { GainChanceTable } from '@/app/_ui/plan/gain-chance-table';
import { Meter, MeterNote } from '@/app/_ui/words/meter';
import type { QuotaView } from '@/lib/contracts/submission';
import { listGainChances } from '@/lib/core/planner/gain-chances';

type Told = Pick<QuotaView, 'answers' | 'next_test'>;

/** How many answers are left and, of a ladder, what the next file has to pass. @param feedbackCount items of the round's feedback part */
export function NextTestMeter({ answers, next_test, feedbackCount }: Told & { feedbackCount: number }) {
  if (!answers) return null;
  return (
    <Meter
      title="Answers"
      label="Answers left"
      figure={answers.left}
      unit={<>left in this round, {answers.used} used</>}
    >
      {next_test && <NextTest test={next_test} feedbackCount={feedbackCount} />}
    </Meter>
  );
}

function NextTest({ test, feedbackCount }: { test: NonNullable<Told['next_test']>; feedbackCount: number }) {
  const gains = test.gains_needed?.flatMap(({ changed, wins, gain }) =>
    wins === null || gain === null ? [] : [{ changed, wins, gain }],
  );
  return (
    <>
      <MeterNote>
        Your next file is tested at a level of <b data-testid="next-level">{formatLevel(test.level)}</b>. Each
        “no improvement” makes the next test stricter; an improvement doesn’t.{' '}
        <Link href="/methods#guarded-ladder">How it is tested</Link>
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
          <Link href="/methods#power">How often a better model is told</Link>
        </MeterNote>
      )}
    </>
  );
}

const count = new Intl.NumberFormat('en');

/** Two significant digits: 2.5 %, 0.83 %, 0.0054 %. */
const formatLevel = (level: number): string => `${Number((100 * level).toPrecision(2))} %`;
