import type { EntryKind } from '@/lib/core/leaderboard/entry-kind';

/** Above the rows that are shown and never ranked: what they are. */
export function ApartNote({ columns, kinds }: { columns: number; kinds: ReadonlySet<EntryKind> }) {
  return (
    <tr className="max-phone:block">
      <td
        colSpan={columns}
        className="px-12 pt-s4 pb-s1 text-small/[1.45] text-ink-2 max-phone:block max-phone:px-8"
      >
        <b className="text-ink">Not ranked.</b>
        {kinds.has('entry') && ' These versions stand in the round; another one counts for their model.'}
        {kinds.has('host') && ' Host entries are by who holds the labels.'}
        {kinds.has('baseline') && ' Baselines, the broken lines, are there to compare with.'}
      </td>
    </tr>
  );
}
