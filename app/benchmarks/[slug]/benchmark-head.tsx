import type { ReactNode } from 'react';
import { ButtonLink } from '@/app/_ui/controls/button';
import { formatDuration } from '@/app/_ui/format-quantity';
import { FreshnessGlyph } from '@/app/_ui/freshness/freshness-badge';
import { Instant } from '@/app/_ui/instant';
import { Crumbs, Lede } from '@/app/_ui/page/page';
import { Tab, Tabs } from '@/app/_ui/page/tabs';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import type { FreshnessView } from '@/lib/contracts/freshness';
import type { RoundView } from '@/lib/contracts/round';
import type { MaintainerRole } from '@/lib/core/benchmark';
import { type FreshnessState, freshnessWords } from '@/lib/core/freshness/freshness';
import { readHtml } from '@/services/benchmark/render-texts';

const tabTitles = { '': 'Ranking', data: 'Data', rules: 'Rules', rounds: 'Rounds' } as const;

type BenchmarkTab = keyof typeof tabTitles;

type Props = {
  benchmark: BenchmarkView & { role: MaintainerRole | null };
  /** The public rounds of the benchmark, newest first. */
  rounds: readonly RoundView[];
  current: BenchmarkTab;
  /** The round of the page; only on pages about one round. */
  round?: RoundView;
  lede?: ReactNode;
  now: Date;
};

/** Title, freshness, tabs and submit button, which are the same on all pages of a benchmark. */
export function BenchmarkHead({ benchmark, rounds, current, round, lede, now }: Props) {
  const { slug, title, summary, freshness: ofBenchmark } = benchmark;
  const freshness = round ? round.freshness : ofBenchmark;
  return (
    <>
      <div className="grid grid-cols-[minmax(0,1fr)_372px] items-end gap-x-s7 gap-y-s5 pt-s4 max-wide:grid-cols-1">
        <div>
          <Crumbs
            above={[
              { href: '/benchmarks', title: 'Benchmarks' },
              ...(round ? [{ href: `/benchmarks/${slug}`, title }] : []),
            ]}
            here={round ? <>round {round.number}</> : undefined}
          />
          <h1>{round?.title ?? title}</h1>
          {(lede ?? summary) && <Lede width="beside">{lede ?? summary}</Lede>}
        </div>
        {freshness && (
          <FreshnessNote
            freshness={freshness}
            judged={rounds.find(({ number }) => number === freshness.round)}
            nextAt={findNextOpening(rounds)}
            overdueSince={round ? null : benchmark.overdue_since}
            now={now}
          />
        )}
      </div>
      <div className="benchmark-tabs">
        <Tabs label={title}>
          {(['', 'data', 'rules', 'rounds'] as const).map((tab) => (
            <Tab
              key={tab}
              href={tab === '' ? `/benchmarks/${slug}` : `/benchmarks/${slug}/${tab}`}
              title={tabTitles[tab]}
              isCurrent={tab === current}
              isBelow={round !== undefined}
            />
          ))}
        </Tabs>
        <SubmitWays benchmark={benchmark} now={now} />
      </div>
    </>
  );
}

const tones: Readonly<Record<FreshnessState, string>> = {
  fresh: 'text-sea',
  aging: 'text-land',
  stale: 'text-over',
  superseded: 'text-ink-2',
  retired: 'text-ink-3',
  provisional: 'text-ink-2',
};

/** The freshness state, the reason for it, and the date of the next test set. */
function FreshnessNote({
  freshness: { state, fact, date },
  judged,
  nextAt,
  overdueSince,
  now,
}: {
  freshness: FreshnessView;
  judged: RoundView | undefined;
  nextAt: string | null;
  overdueSince: string | null;
  now: Date;
}) {
  const items = judged?.final_count;
  return (
    <div className={`status-note ${tones[state]}`} data-testid="freshness">
      <FreshnessGlyph freshness={state} className="" />
      <p>
        <b className="status-word">{freshnessWords[state]}</b>{' '}
        <span className="status-fact">
          {state === 'fresh' && judged && items ? (
            <>
              The ranking of <bdi>{judged.title}</bdi> uses {items.toLocaleString('en')} items on which no
              team had feedback.
              {nextAt === null && (
                <>
                  {' '}
                  A newer ranking is due by <Day at={date} now={now} />.
                </>
              )}
            </>
          ) : (
            fact
          )}
          {nextAt !== null && (
            <>
              {' '}
              <span className="whitespace-nowrap">
                Next test set: <Day at={nextAt} now={now} />.
              </span>
            </>
          )}
          {overdueSince !== null && (
            <>
              {' '}
              No sealed test set was ready on <Day at={overdueSince} now={now} />.
            </>
          )}
        </span>
      </p>
    </div>
  );
}

const dayMs = 86_400_000;

/** A date, with the time of day if it is less than a day away. */
const Day = ({ at, now }: { at: string; now: Date }) => (
  <b>
    <Instant at={at} precision={Math.abs(Date.parse(at) - now.getTime()) < dayMs ? 'minute' : 'day'} />
  </b>
);

/** The earliest planned opening of a sealed round; null if none is planned. */
function findNextOpening(rounds: readonly RoundView[]): string | null {
  const planned = rounds.flatMap(({ planned_opening }) => planned_opening?.opens_at ?? []);
  return planned.sort((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null;
}

function SubmitWays({ benchmark: { slug, open_round: open, role }, now }: Pick<Props, 'benchmark' | 'now'>) {
  if (!open && !role) return null;
  return (
    <p>
      {open && (
        <>
          <span>
            <bdi>{open.title}</bdi> is open{open.closes_at && `, ${describeLeft(open.closes_at, now)}`}
          </span>
          <ButtonLink look="main" href={`/benchmarks/${slug}/submit`}>
            Submit
          </ButtonLink>
        </>
      )}
      {role && <ButtonLink href={`/maintain/${slug}`}>Maintain</ButtonLink>}
    </p>
  );
}

function describeLeft(closesAt: string, now: Date): string {
  const leftMs = Date.parse(closesAt) - now.getTime();
  return leftMs > 0 ? `${formatDuration(leftMs)} left` : 'closing now';
}

const hostBox = 'max-w-[68ch] break-words contain-content';

/** A text by the benchmark's host as HTML, or as typed if it can't be rendered. CSS keeps its content inside its box. */
export async function HostText({ children: markdown }: { children: string }) {
  const html = await readHtml(markdown);
  if (html === null) return <pre className={`whitespace-pre-wrap ${hostBox}`}>{markdown}</pre>;
  // biome-ignore lint/security/noDangerouslySetInnerHtml: renderMarkdown has sanitised the HTML, which its tests check
  return <div className={`prose ${hostBox}`} dangerouslySetInnerHTML={{ __html: html }} />;
}
