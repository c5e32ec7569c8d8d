import Link from 'next/link';
import { countLabels } from '@/app/_ui/errata/count-labels';
import { IsoInstant } from '@/app/_ui/iso-instant';
import { CellNote } from '@/app/_ui/table/cell-note';
import { DataTable } from '@/app/_ui/table/data-table';
import type { MaintainedErratumView } from '@/lib/contracts/erratum';

/** All errata of a round, dropped ones too, newest first. */
export function ErrataRecord({ path, errata }: { path: string; errata: readonly MaintainedErratumView[] }) {
  return (
    <DataTable
      look="records"
      rows={errata}
      keyOf={({ number }) => number}
      columns={[
        {
          title: 'Erratum',
          isRowHeader: true,
          value: ({ number, state, corrections }) => (
            <>
              {state === 'published' ? (
                <Link href={`${path}#erratum-${number}`}>Erratum {number}</Link>
              ) : (
                `Erratum ${number}`
              )}
              <CellNote>{countLabels(corrections.length)}</CellNote>
            </>
          ),
        },
        { title: 'State', value: ({ state }) => state },
        { title: 'Reason', value: ({ reason }) => reason },
        { title: 'Proposed', value: ({ proposed_at }) => <IsoInstant at={proposed_at} /> },
        { title: 'Published', value: ({ published_at }) => <IsoInstant at={published_at} /> },
      ]}
    />
  );
}
