import { discordantShares, type GainChance } from '@/lib/core/planner/gain-chances';
import { DataTable } from '../table/data-table';

/** How often a model that is better by so much is told, of 100 answers. */
export function GainChanceTable({ chances, caption }: { chances: readonly GainChance[]; caption: string }) {
  return (
    <DataTable
      look="brief"
      caption={caption}
      testId="gain-chances"
      columns={[
        {
          title: 'Better by',
          isRowHeader: true,
          value: ({ gain }) => `${Math.round(100 * gain)} ${gain === 0.01 ? 'point' : 'points'}`,
        },
        {
          title: `Files differ on ${percent(discordantShares.alike)}`,
          align: 'end',
          value: ({ alike }) => formatOfHundred(alike),
        },
        {
          title: `On ${percent(discordantShares.unlike)}`,
          align: 'end',
          value: ({ unlike }) => formatOfHundred(unlike),
        },
      ]}
      rows={chances}
      keyOf={({ gain }) => gain}
    />
  );
}

const percent = (share: number): string => `${Math.round(100 * share)} %`;

/** A chance as so many of 100; never 0 or 100 of what is neither. */
export function formatOfHundred(chance: number): string {
  if (chance > 0 && chance < 0.005) return '< 1';
  if (chance < 1 && chance > 0.995) return '> 99';
  return String(Math.round(100 * chance));
}
