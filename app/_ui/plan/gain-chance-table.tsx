import { DataTable } from '@/app/_ui/table/data-table';
import { discordantShares, type GainChance } from '@/lib/core/planner/gain-chances';
import { formatOfHundred } from './format-of-hundred';

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
