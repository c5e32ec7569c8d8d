'use client';

import { Fragment, type ReactNode } from 'react';
import { type PackedRows, unpackRows } from './pack-rows';
import { RankingRow } from './ranking-row';
import type { RowsFrame } from './rows-frame';
import { Tideline } from './tideline';

/**
 * The rows of a page. A component of the browser's so that a page carries its rows once as markup and once as short facts, not as
 * markup and as all its elements; it does nothing there.
 * @param tideline stands below the row at this place; nowhere where there is no such row
 * @param noteBefore the same, above
 */
export function RankingRows({
  rows,
  frame,
  tideline,
  noteBefore,
}: {
  rows: PackedRows;
  frame: RowsFrame;
  tideline?: { readonly at: number; readonly columns: number; readonly text: string };
  noteBefore?: { readonly at: number; readonly note: ReactNode };
}) {
  return unpackRows(rows).map((row, at) => (
    <Fragment key={`${row.team}/${row.slug}/${row.version}`}>
      {noteBefore?.at === at && noteBefore.note}
      <RankingRow row={row} frame={frame} />
      {tideline?.at === at && <Tideline columns={tideline.columns} text={tideline.text} />}
    </Fragment>
  ));
}
