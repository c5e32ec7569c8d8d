import type { ModelInRoundView } from '@/lib/contracts/model';

/** How much the table counts that a row is of, and how many items it is of. */
export function describeTable({
  state,
  part,
  item_count,
}: Pick<ModelInRoundView, 'state' | 'part' | 'item_count'>): string {
  const items = `${item_count.toLocaleString('en')} items of the ${part} part`;
  if (state === 'open') return `provisional, ${items}`;
  if (state === 'frozen') return `under suspicion: it doesn’t count while the round is frozen; ${items}`;
  return state === 'invalidated' ? `invalidated: it ranks no model; ${items}` : items;
}
