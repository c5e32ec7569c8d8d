import type { ReactNode } from 'react';
import type { AnchorView } from '@/lib/contracts/anchor';
import { IsoInstant } from '../instant';
import { CellNote, type Column, DataTable } from '../table/data-table';

type Props = {
  anchors: readonly AnchorView[];
  actOn?: (anchor: AnchorView) => ReactNode;
};

/** A table of a benchmark's anchor models. @param actOn renders the actions for one anchor, on pages of maintainers */
export function AnchorsTable({ anchors, actOn }: Props) {
  return (
    <DataTable
      look="records"
      columns={[...columns, actOn && { title: 'Action', isTitleHidden: true, value: actOn }]}
      rows={anchors}
      keyOf={(anchor) => JSON.stringify([anchor.by, anchor.model_slug, anchor.version])}
    />
  );
}

const columns: readonly Column<AnchorView>[] = [
  {
    title: 'Model version',
    isRowHeader: true,
    value: ({ model, team, version }) => (
      <>
        {model}
        <CellNote>
          {team}, version {version}
        </CellNote>
      </>
    ),
  },
  {
    title: 'In rounds',
    heading: 'In rounds, as which file (SHA-256)',
    value: ({ files }) =>
      files.length === 0
        ? 'none that counts'
        : files.map(({ round, sha256 }) => (
            <span key={round} className="block whitespace-nowrap">
              {round} <code title={sha256}>{sha256.slice(0, 12)}…</code>
            </span>
          )),
  },
  {
    title: 'Why frozen',
    value: (anchor) => (anchor.by === 'proof' ? <ByProof anchor={anchor} /> : <ByWord anchor={anchor} />),
  },
];

function ByProof({ anchor: { frozen_at } }: { anchor: AnchorView }) {
  return (
    <>
      by proof
      {frozen_at !== null && (
        <CellNote>
          received <IsoInstant at={frozen_at} />
        </CellNote>
      )}
    </>
  );
}

function ByWord({ anchor: { reason, designated_at, dropped_at } }: { anchor: AnchorView }) {
  return (
    <>
      by a maintainer’s word: {reason}
      <CellNote>
        {dropped_at === null ? (
          designated_at !== null && (
            <>
              since <IsoInstant at={designated_at} />
            </>
          )
        ) : (
          <>
            no longer, since <IsoInstant at={dropped_at} />; rounds that had opened keep it
          </>
        )}
      </CellNote>
    </>
  );
}
