import { DataTable } from '@/app/_ui/table/data-table';
import type { ModelSample } from '@/lib/contracts/model-signature';
import type { ModelFeature } from '@/lib/core/onnx/model-summary';

const rowsMax = 5;

const columnsMax = 8;

/** The first items of the public sample; those that are tensors are counted. */
export function SampleTable({
  sample,
  features,
}: {
  sample: ModelSample;
  features: readonly ModelFeature[];
}) {
  const items = `${sample.length} ${sample.length === 1 ? 'item' : 'items'}`;
  if (features.length === 0)
    return <p className="mt-s4 text-small text-ink-2">The public sample has {items}, each a nested list.</p>;
  const columns = features.slice(0, columnsMax);
  const isCut = sample.length > rowsMax || features.length > columnsMax;
  return (
    <div className="mt-s4">
      <p className="mb-s2 text-small text-ink-2">
        The public sample, {items}
        {isCut && `: ${Math.min(rowsMax, sample.length)} rows and ${columns.length} columns of it`}. It counts
        nowhere.
      </p>
      <div className="overflow-x-auto">
        <DataTable
          look="figures"
          caption="The public sample"
          rows={sample.slice(0, rowsMax)}
          keyOf={(_, index) => index}
          testId="model-sample"
          columns={columns.map(({ name, type }) => ({
            title: name,
            align: type === 'number' ? ('end' as const) : ('start' as const),
            value: (item: ModelSample[number]) => (Array.isArray(item) ? null : item[name]),
          }))}
        />
      </div>
    </div>
  );
}
