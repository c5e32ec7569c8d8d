import Link from 'next/link';
import { fewItemsWord } from '@/lib/core/metrics/format-by-bounds';

type Noted = { readonly rests_on_few_items?: boolean } | null;

export const hasFewItemsNote = (interval: Noted): boolean =>
  interval === null || interval.rests_on_few_items === true;

/** Why an interval says less than it looks, in words that lead to what they mean. */
export function FewItemsNote({ interval }: { interval: Noted }) {
  if (!hasFewItemsNote(interval)) return null;
  return (
    <Link
      href="/methods#intervals"
      // As those of a row's names: a ranking may have hundreds.
      prefetch={false}
      className="block whitespace-nowrap max-phone:order-5 text-micro/[12px] text-ink-2"
      data-testid="few-items"
    >
      {interval ? fewItemsWord : 'under five groups'}
    </Link>
  );
}
