import type { Metadata } from 'next';
import Link from 'next/link';
import { listMaintainedBenchmarks, type MaintainedBenchmark } from '@/services/benchmark/view';
import { requireSignedIn } from '../_load/require';
import { ButtonLink } from '../_ui/controls/button';
import { Marked, RoundGlyph } from '../_ui/glyphs/glyphs';
import { IsoInstant } from '../_ui/instant';
import { Page, PageHead } from '../_ui/page/page';
import { Section } from '../_ui/page/section';
import { roleWords } from '../_ui/people/describe-role';
import { CellNote, type Column, DataTable } from '../_ui/table/data-table';

export const metadata: Metadata = { title: 'Maintain' };

export default async function MaintainPage() {
  const actor = await requireSignedIn('/maintain');
  const benchmarks = await listMaintainedBenchmarks(actor);
  return (
    <Page>
      <PageHead
        title="Maintain"
        lede="Upload the next hidden test set, read its check report, seal it, open it, close it."
      />
      <Section title="Your benchmarks">
        {benchmarks.length > 0 ? (
          <DataTable look="records" columns={columns} rows={benchmarks} keyOf={({ slug }) => slug} />
        ) : (
          <p className="text-ink-2">None yet. The person who creates a benchmark maintains it.</p>
        )}
        <p className="mt-s4">
          <ButtonLink look="main" href="/maintain/new">
            Create a benchmark
          </ButtonLink>
        </p>
      </Section>
    </Page>
  );
}

const columns: readonly Column<MaintainedBenchmark>[] = [
  {
    title: 'Benchmark',
    isRowHeader: true,
    value: ({ slug, title }) => (
      <>
        <Link href={`/maintain/${slug}`}>
          <bdi>{title}</bdi>
        </Link>
        <CellNote>{slug}</CellNote>
      </>
    ),
  },
  { title: 'Your role', value: ({ role }) => roleWords[role].title },
  { title: 'Open round', value: ({ open_round }) => <OpenRound round={open_round} /> },
  { title: 'Closes', value: ({ open_round }) => <IsoInstant at={open_round?.closes_at ?? null} /> },
  { title: 'Listed', value: ({ visibility }) => listedWords[visibility] },
];

const listedWords: Readonly<Record<MaintainedBenchmark['visibility'], string>> = {
  public: 'yes',
  unlisted: 'no, by its address only',
  private: 'no, private',
  withdrawn: 'no, withdrawn by an operator',
};

function OpenRound({ round }: { round: MaintainedBenchmark['open_round'] }) {
  if (!round) return <span className="text-ink-3">none</span>;
  return (
    <Marked glyphSize="cell">
      <span className="text-over">
        <RoundGlyph state="open" />
      </span>
      <bdi className="whitespace-normal">{round.title}</bdi>
    </Marked>
  );
}
