import Link from 'next/link';
import { Marked } from '@/app/_ui/glyphs/marked';
import { RoundGlyph } from '@/app/_ui/glyphs/round-glyph';
import { IsoInstant } from '@/app/_ui/iso-instant';
import { roleWords } from '@/app/_ui/people/describe-role';
import { CellNote } from '@/app/_ui/table/cell-note';
import { type Column, DataTable } from '@/app/_ui/table/data-table';
import type { MaintainedBenchmark } from '@/services/benchmark/list';

/** The benchmarks that somebody has a role in, each with the round that is open. */
export function MaintainedTable({ benchmarks }: { benchmarks: readonly MaintainedBenchmark[] }) {
  return <DataTable look="records" columns={columns} rows={benchmarks} keyOf={({ slug }) => slug} />;
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
  {
    title: 'Listed',
    value: ({ visibility }) => (visibility === 'public' ? 'yes' : 'no, by its address only'),
  },
];

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
