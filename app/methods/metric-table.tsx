import { Fragment } from 'react';
import { DataTable, namedOnPhone } from '@/app/_ui/table/data-table';
import { metrics } from '@/lib/core/metrics/metrics';

/** A metric's formula: `_{…}` stands below the line and `^{…}` above it. */
function MetricFormula({ text }: { text: string }) {
  return text.split(/([_^]\{[^}]*\})/).map((piece, i) => {
    const inside = piece.slice(2, -1);
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text that never changes
    if (piece.startsWith('_{')) return <sub key={i}>{inside}</sub>;
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text that never changes
    if (piece.startsWith('^{')) return <sup key={i}>{inside}</sup>;
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text that never changes
    return <Fragment key={i}>{piece}</Fragment>;
  });
}

export function MetricTable() {
  return (
    <>
      <DataTable
        look="reference"
        columns={[
          { title: 'Metric', isRowHeader: true, value: ({ title }) => title },
          {
            title: 'Formula',
            cell: 'font-serif text-[1rem]/[1.5] font-normal font-stretch-normal whitespace-nowrap italic normal-nums',
            value: ({ formula }) => <MetricFormula text={formula} />,
          },
          { title: 'Better', cell: namedOnPhone, value: ({ direction }) => direction },
          { title: 'What it is', value: ({ note }) => note },
        ]}
        rows={metrics}
        keyOf={({ name }) => name}
      />
      <p>
        Each is tested to agree to 12 digits with scikit-learn’s or scipy’s function of that name. The stored
        data have ties, absent classes and single classes. The calibration error and the Brier score of
        several classes, which those lack, are held to their definitions in numpy. Metrics of texts are tested
        against the values that SQuAD’s script, sacreBLEU and rouge-score publish. Metrics with two bounds are
        printed × 100.
      </p>
    </>
  );
}
