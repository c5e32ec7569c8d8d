import { DataTable } from '@/app/_ui/table/data-table';
import type { DifferingItemsView } from '@/lib/contracts/differing-items';
import type { DifferingPair } from '@/services/page/find-compare-page';

type Tally = NonNullable<DifferingItemsView['labels']>[number];

/** More classes than this are in the JSON. */
const rowsMax = 20;
const count = new Intl.NumberFormat('en');
const netOf = ({ first_better, second_better }: Tally) => first_better - second_better;

/** The same by label, the largest balance first. */
export function DifferingLabels({
  letters: [first, second],
  round: { title },
  labels,
}: {
  letters: DifferingPair['letters'];
  round: DifferingItemsView;
  labels: readonly Tally[];
}) {
  const rows = labels.toSorted((a, b) => Math.abs(netOf(b)) - Math.abs(netOf(a))).slice(0, rowsMax);
  const left = labels.length - rows.length;
  return (
    <div data-testid="differing-labels">
      <h3 className="mb-s2 font-sans text-data font-semibold font-stretch-normal normal-nums">
        {title}, by label
      </h3>
      <DataTable
        look="brief"
        caption={`Items of ${title} on which the two differ, by label`}
        rows={rows}
        keyOf={({ label }) => label}
        columns={[
          {
            title: 'Label',
            isRowHeader: true,
            cell: 'max-w-200 truncate max-phone:max-w-140',
            value: ({ label }) => label,
          },
          { title: 'Items', align: 'end', value: ({ item_count }) => count.format(item_count) },
          { title: first, align: 'end', value: ({ first_better }) => count.format(first_better) },
          { title: second, align: 'end', value: ({ second_better }) => count.format(second_better) },
          { title: 'Balance', align: 'end', value: (tally) => signed(netOf(tally)) },
        ]}
      />
      <p className="mt-s3 max-w-[52ch] text-small text-ink-2">
        No label is tested by itself: read the pattern, not single counts.
        {left > 0 && ` ${left} more are in the JSON.`}
      </p>
    </div>
  );
}

const signed = (value: number): string =>
  value === 0 ? '0' : `${value > 0 ? '+' : '−'}${count.format(Math.abs(value))}`;
