import { DataTable } from '@/app/_ui/table/data-table';
import { computeTestLevel, computeTestThreshold } from '@/lib/core/feedback/ladder/test-level';
import { findWinsNeeded } from '@/lib/core/feedback/ladder/wins-needed';

const tests = [1, 2, 3, 5, 10, 30];
const discordantCount = 60;

const formatLevel = (level: number): string => `${Number((100 * level).toPrecision(2))} %`;

/** The level of the r-th test, and the wins that exact McNemar then needs. */
export function LevelTable() {
  return (
    <DataTable
      look="brief"
      columns={[
        { title: 'r', isRowHeader: true, value: (r) => String(r) },
        { title: 'Level α', align: 'end', value: (r) => formatLevel(computeTestLevel(r - 1)) },
        { title: 't', align: 'end', value: (r) => computeTestThreshold(computeTestLevel(r - 1)).toFixed(3) },
        {
          title: `Wins needed of ${discordantCount} items`,
          align: 'end',
          value: (r) => String(findWinsNeeded(discordantCount, computeTestLevel(r - 1))),
        },
      ]}
      rows={tests}
      keyOf={(r) => String(r)}
    />
  );
}
