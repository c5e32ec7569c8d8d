import { Instant } from '@/app/_ui/instant';
import { CellNote } from '@/app/_ui/table/cell-note';
import { DataTable } from '@/app/_ui/table/data-table';
import type { ModelInRoundView } from '@/lib/contracts/model';

/** Which file a version was, and when it was received. */
export function ReceiptsTable({ rounds }: { rounds: readonly ModelInRoundView[] }) {
  return (
    <DataTable
      look="reference"
      rows={rounds}
      keyOf={({ round }) => round}
      columns={[
        {
          title: 'Round',
          isRowHeader: true,
          value: ({ title, entry }) => (
            <>
              <bdi className="whitespace-normal">{title}</bdi>
              <CellNote>version {entry.version}</CellNote>
            </>
          ),
        },
        { title: 'Received', value: ({ entry }) => <Instant at={entry.submitted_at} /> },
        {
          title: 'SHA-256',
          cell: 'wrap-anywhere',
          value: ({ sha256, state }) =>
            sha256 ? (
              <code>{sha256}</code>
            ) : (
              <span className="text-ink-3">{state === 'revealed' ? '–' : 'with the reveal'}</span>
            ),
        },
      ]}
    />
  );
}
