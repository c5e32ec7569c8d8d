import type { Metadata } from 'next';
import Link from 'next/link';
import { describePage } from '@/app/_load/describe-page';
import { makeRoundLoader } from '@/app/_load/loaders';
import { buttonClasses } from '@/app/_ui/controls/button';
import { formatBytes } from '@/app/_ui/format-quantity';
import { DownloadGlyph } from '@/app/_ui/glyphs/glyphs';
import { Instant } from '@/app/_ui/instant';
import { StoppedRoundBanner } from '@/app/_ui/moderation/moderation-banner';
import { Section } from '@/app/_ui/page/section';
import { parseRankingQuery } from '@/app/_ui/ranking/ranking-query';
import { RankingSection } from '@/app/_ui/ranking/ranking-section';
import { describeRound } from '@/app/_ui/round/describe-round';
import { RoundBar } from '@/app/_ui/round/round-bar';
import { DataTable } from '@/app/_ui/table/data-table';
import { Callout } from '@/app/_ui/words/callout';
import type { RoundView } from '@/lib/contracts/round';
import type { InputVisibility } from '@/lib/core/benchmark';
import { findRoundPage } from '@/services/page/find-round-page';
import { BenchmarkHead } from '../../benchmark-head';
import { ExposureLine } from '../../exposure-line';
import { AgainstSection } from './against-section';
import { RoundFolds } from './round-folds';
import { WithdrawnSection } from './withdrawn-section';

type Props = PageProps<'/benchmarks/[slug]/rounds/[number]'>;

const load = makeRoundLoader(findRoundPage);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug, number } = await params;
  const { benchmark, round } = await load(slug, number);
  return describePage({
    path: `/benchmarks/${slug}/rounds/${round.number}`,
    title: `${round.title}, ${benchmark.title}`,
    description: benchmark.summary,
    card: `/card/${slug}/rounds/${round.number}.png`,
  });
}

export default async function RoundPage({ params, searchParams }: Props) {
  const { slug, number } = await params;
  const found = await load(slug, number);
  const { benchmark, round, rounds, boards, comparison, croissant, isMaintainable, ownTeams } = found;
  const { objectionsUntil } = found;
  const now = new Date();
  const withdrawn = boards.get(round.number)?.withdrawn ?? [];
  const { exposure_detail: exposure, feedback_count: feedbackCount } = round;
  return (
    <>
      <BenchmarkHead
        current=""
        {...{ benchmark, rounds, round, now }}
        lede={<span className="block first-letter:uppercase">{describeRound(round, now)}</span>}
      />
      <StoppedRoundBanner round={round} />
      <RoundBar selected={round.number} {...{ slug, rounds, now }} />
      {objectionsUntil && Date.parse(objectionsUntil) > now.getTime() && (
        <Callout tone="note">
          Two people propose to correct labels of this round; a ranking by the corrected labels would then be
          shown beside this one. Objections are possible until <Instant at={objectionsUntil} local />:{' '}
          <Link href={`/benchmarks/${slug}/rounds/${round.number}/errata`}>see the erratum</Link>.
        </Callout>
      )}
      <RankingSection
        {...{ benchmark, round, ownTeams }}
        board={boards.get(round.number) ?? null}
        query={parseRankingQuery(await searchParams)}
        path={`/benchmarks/${slug}/rounds/${round.number}`}
      />
      {round.state === 'open' && exposure && feedbackCount ? (
        <div className="mt-s5 max-w-form text-data/[1.5] text-ink-2">
          <ExposureLine exposure={exposure} feedbackCount={feedbackCount} />
        </div>
      ) : null}
      <WithdrawnSection withdrawn={withdrawn} />
      <RoundActions {...{ slug, round, isMaintainable }} inputs={benchmark.inputs} />
      {comparison && <AgainstSection comparison={comparison} />}
      <RoundArchive slug={slug} round={round} withdrawnCount={withdrawn.length} />
      <RoundFolds {...{ slug, round }} inputs={benchmark.inputs} />
      {croissant && <CroissantData description={croissant} />}
    </>
  );
}

type RoundActionsProps = {
  slug: string;
  round: RoundView;
  inputs: InputVisibility;
  isMaintainable: boolean;
};

/** Links to inputs, verification, practice and errata of a round. */
function RoundActions({ slug, round, inputs, isMaintainable }: RoundActionsProps) {
  const page = `/benchmarks/${slug}/rounds/${round.number}`;
  const inputsOut = inputs === 'public' && round.opened_at !== null;
  return (
    <p className="mt-s5 flex flex-wrap items-center gap-x-s4 gap-y-s2 text-small">
      {inputsOut ? (
        <a className={buttonClasses('plain')} href={`/api/v1${page}/inputs`}>
          <DownloadGlyph />
          Inputs, without labels
        </a>
      ) : (
        <span className="text-ink-2">
          {inputs === 'public'
            ? 'Inputs become public when the round opens.'
            : 'Inputs of this benchmark stay hidden.'}
        </span>
      )}
      <Link href={`${page}/verify`}>{round.state === 'revealed' ? 'Verify this round' : 'Commitment'}</Link>
      {round.state === 'revealed' && (
        <>
          <Link href={`${page}/score`}>Score a file on this round</Link>
          <Link href={`${page}/errata`}>Errata</Link>
        </>
      )}
      {isMaintainable && <Link href={`/maintain/${slug}/rounds/${round.number}`}>Maintain this round</Link>}
    </p>
  );
}

type RoundArchiveProps = {
  slug: string;
  round: RoundView;
  withdrawnCount: number;
};

/** The files of a revealed round with their hashes. The zip has the prediction files, and SHA256SUMS lists them. */
function RoundArchive({ slug, round, withdrawnCount }: RoundArchiveProps) {
  const files = round.archive.filter(({ name }) => !name.includes('/'));
  const predictionCount = round.archive.length - files.length;
  if (files.length === 0) return null;
  const base = `/api/v1/benchmarks/${slug}/rounds/${round.number}/archive/files`;
  return (
    <Section
      id="archive"
      title="Archive"
      aside="items, labels, round secret and final scores: training data from now on"
    >
      <DataTable
        look="records"
        rows={files}
        keyOf={({ name }) => name}
        columns={[
          {
            title: 'File',
            isRowHeader: true,
            value: ({ name }) => <a href={`${base}/${name}`}>{name}</a>,
          },
          { title: 'Size', align: 'end', value: ({ byte_count }) => formatBytes(byte_count) },
          {
            title: 'SHA-256',
            cell: 'font-mono text-small [font-variant-ligatures:none]',
            value: ({ sha256 }) => sha256,
          },
        ]}
      />
      <p className="mt-s4 text-small text-ink-2">
        {predictionCount === 1 ? 'One prediction file is' : `${predictionCount} prediction files are`} in the
        zip, and listed in SHA256SUMS.
        {withdrawnCount > 0 &&
          ` ${withdrawnCount} of the submissions ${withdrawnCount === 1 ? 'was' : 'were'} withdrawn after the reveal.`}
      </p>
    </Section>
  );
}

/** JSON-LD for data set search engines. A script element holds it, but nothing is run. */
function CroissantData({ description }: { description: object }) {
  // A title may contain `</script>`. In JSON, an escaped `<` means the same.
  const json = JSON.stringify(description).replaceAll('<', '\\u003c');
  // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON-LD must stand in a script element, and `<` is escaped.
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: json }} />;
}
