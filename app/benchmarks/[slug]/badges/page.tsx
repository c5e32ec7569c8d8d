import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { makeLoader } from '@/app/_load/loaders';
import { FreshnessLine } from '@/app/_ui/freshness/freshness-badge';
import { listBenchmarkCrumbs } from '@/app/_ui/page/crumbs';
import { Page, PageHead } from '@/app/_ui/page/page';
import { Section } from '@/app/_ui/page/section';
import { ShareRow } from '@/app/_ui/share/share-row';
import { type BadgeTheme, writeBadge } from '@/app/_ui/svg/write-badge';
import { DataTable } from '@/app/_ui/table/data-table';
import type { Badge } from '@/lib/contracts/badge';
import { describeFreshness, type Freshness, type FreshnessState } from '@/lib/core/freshness/freshness';
import { findBenchmarkPage } from '@/services/page/find-benchmark-page';
import { composeFreshnessBadge } from '@/services/publication/find-badge';
import { findPublicUrl } from '@/services/publication/find-operator';

type Props = { params: Promise<{ slug: string }> };

const load = makeLoader(findBenchmarkPage);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { benchmark } = await load((await params).slug);
  return { title: `Badges, ${benchmark.title}` };
}

const reasons: Readonly<Record<FreshnessState, string>> = {
  fresh: 'unseen items, replaced on schedule',
  aging: 'the next ranking is late, by up to one period',
  stale: 'a leak, or more than one period late',
  superseded: 'a newer round has an official ranking',
  retired: 'the labels are public',
  provisional: 'the round is still open',
};

export default async function BadgesPage({ params }: Props) {
  const { slug } = await params;
  const { benchmark } = await load(slug);
  if (benchmark.visibility === 'private') notFound();
  const round = benchmark.newest_closed_round ?? benchmark.open_round;
  const examples = listExamples(round?.title ?? 'Round 1', new Date());
  return (
    <Page>
      <PageHead
        crumbs={{ above: listBenchmarkCrumbs(slug, benchmark.title), here: 'Badges' }}
        title="Six states, each a known fact"
        lede="The badge says how fresh the official ranking is. It is never about a team’s conduct; overfitting is a number on the benchmark’s page."
      />
      <Section
        title="Benchmark"
        aside="examples: the sentence on pages here, the badge for light and dark pages elsewhere"
      >
        <DataTable<Freshness>
          look="records"
          rows={examples}
          keyOf={({ state }) => state}
          testId="badge-states"
          columns={[
            {
              title: 'On a page',
              isRowHeader: true,
              head: 'w-[30%]',
              value: (freshness) => (
                <div className="font-sans text-data font-normal">
                  <FreshnessLine
                    freshness={{
                      ...{ state: freshness.state, fact: describeFreshness(freshness) },
                      ...{ date: freshness.date.toISOString(), round: freshness.round },
                    }}
                  />
                </div>
              ),
            },
            {
              title: 'When',
              head: 'w-[16%]',
              value: ({ state }) => <span className="text-small text-ink-2">{reasons[state]}</span>,
            },
            ...(['light', 'dark'] as const).map((theme) => ({
              title: `Badge, ${theme}`,
              cell: 'align-middle',
              value: (freshness: Freshness) => (
                <BadgePicture badge={composeFreshnessBadge(benchmark.title, freshness)} theme={theme} />
              ),
            })),
          ]}
        />
      </Section>
      <Section title="Model" aside="a rank range, a score with its interval, and the round">
        <p className="max-w-[37em] text-data/[1.5]">
          Each model has a badge of its own, under “Share” on its page in the{' '}
          <Link href={`/benchmarks/${slug}`}>ranking</Link>:
        </p>
        <p className="mt-s3 flex flex-wrap gap-s3">
          {(['light', 'dark'] as const).map((theme) => (
            <BadgePicture
              key={theme}
              badge={{
                label: benchmark.title,
                message: `rank 1–2 of 10 · 68.53 (65.94–71.02) · ${round?.title ?? 'Round 1'}`,
                ...{ tone: 'counts', freshness: null },
              }}
              theme={theme}
            />
          ))}
        </p>
      </Section>
      <PutOnYourPage slug={slug} title={benchmark.title} round={round} />
    </Page>
  );
}

const dayMs = 86_400_000;

/** One example of each state, with dates around `now`. */
function listExamples(title: string, now: Date): Freshness[] {
  const on = (days: number) => new Date(now.getTime() + days * dayMs);
  const about = { round: 1, title };
  return [
    { ...about, state: 'fresh', fact: { kind: 'unseen-items', finalCount: 2800 }, date: on(30) },
    { ...about, state: 'aging', fact: { kind: 'past-due', daysLate: 9 }, date: on(-9) },
    { ...about, state: 'stale', fact: { kind: 'leak-confirmed' }, date: on(-3) },
    {
      ...about,
      state: 'superseded',
      fact: { kind: 'newer-ranking', supersededBy: 'the next round' },
      date: now,
    },
    { ...about, state: 'retired', fact: { kind: 'labels-public', supersededBy: null }, date: on(-1) },
    { ...about, state: 'provisional', fact: { kind: 'awaits-close' }, date: on(30) },
  ];
}

const grounds: Readonly<Record<BadgeTheme, string>> = { light: 'bg-[#ffffff]', dark: 'bg-[#0e171c]' };

/** A badge on its own background, whatever the theme of this page. */
function BadgePicture({ badge, theme }: { badge: Badge; theme: BadgeTheme }) {
  return (
    <span className={`inline-block max-w-full p-12 ${grounds[theme]}`}>
      {/* biome-ignore lint/performance/noImgElement: a badge is an SVG of its own size */}
      <img
        src={`data:image/svg+xml,${encodeURIComponent(writeBadge(badge, theme))}`}
        alt={`${badge.label}: ${badge.message}`}
        className="block h-auto max-w-full min-[1100px]:max-w-none"
      />
    </span>
  );
}

type PutOnYourPageProps = {
  slug: string;
  title: string;
  round: { number: number } | null;
};

function PutOnYourPage({ slug, title, round }: PutOnYourPageProps) {
  const absolute = (path: string) => new URL(path, findPublicUrl()).href;
  return (
    <Section title="Put it on your page">
      <ShareRow
        shown={
          // biome-ignore lint/performance/noImgElement: a badge is an SVG of its own size
          <img src={`/badge/${slug}.svg`} alt={`Badge of ${title}`} className="block max-w-full" />
        }
        text={`[![${title.replace(/[\\[\]]/g, '\\$&')}](${absolute(`/badge/${slug}.svg`)})](${absolute(`/benchmarks/${slug}`)})`}
        button="Copy Markdown"
      />
      <p className="mt-s2 text-small text-ink-2">
        Add <code>?theme=dark</code> for dark pages. The badge changes when the state does; browsers cache it
        for 15 seconds.{' '}
        {round && (
          <Link href={`/benchmarks/${slug}/rounds/${round.number}/share`}>
            HTML, reStructuredText, embedded rows and a citation
          </Link>
        )}
      </p>
    </Section>
  );
}
