import { DataTable } from '@/app/_ui/table/data-table';
import { Description, Descriptions } from '@/app/_ui/words/descriptions';
import type { ModelSample } from '@/lib/contracts/model-signature';
import { describeOutput, describeTensorInput } from '@/lib/core/onnx/check-signature';
import type { ModelFeature, ModelSignature } from '@/lib/core/onnx/model-summary';

const featuresMax = 40;

const categoriesMax = 12;

/** The inputs and the output that a benchmark requires of models. */
export function SignatureFacts({ signature: { input, output } }: { signature: ModelSignature }) {
  const shown = input.features.slice(0, featuresMax);
  const more = input.features.length - shown.length;
  return (
    <Descriptions terms="above">
      <Description term="Input">{describeInput(input)}</Description>
      {shown.length > 0 && (
        <Description term={input.kind === 'one-tensor' ? 'Columns' : 'Features'}>
          <ol className="list-decimal pl-s4 marker:text-ink-3">
            {shown.map((feature) => (
              <li key={feature.name}>
                <span className="as-code">{feature.name}</span>: {describeFeature(feature)}
              </li>
            ))}
          </ol>
          {more > 0 && <>and {more.toLocaleString('en')} more: see the signature</>}
        </Description>
      )}
      <Description term="Output">{describeOutput(output)}</Description>
      {output.kind !== 'number' && (
        <Description term="Classes">
          {output.classes.map((name, place) => `${place} ${name}`).join(', ')}
        </Description>
      )}
    </Descriptions>
  );
}

const describeInput = (input: ModelSignature['input']): string =>
  input.kind === 'one-tensor'
    ? `${describeTensorInput(input.shape)} N is open: any number of items. An empty cell is NaN.`
    : 'An input for each feature, of its name and shape [N, 1]. A number is float32. A category is its text, or its place as int64 or float32. N is open. An empty cell is NaN.';

function describeFeature(feature: ModelFeature): string {
  if (feature.type === 'number') return 'a number';
  const { categories } = feature;
  const shown = categories.slice(0, categoriesMax).map((name, place) => `${place} ${name}`);
  const more = categories.length - shown.length;
  return `a category, ${shown.join(', ')}${more > 0 ? ` and ${more.toLocaleString('en')} more` : ''}`;
}

const rowsMax = 5;

const columnsMax = 8;

type Props = {
  sample: ModelSample;
  features: readonly ModelFeature[];
};

/** The first items of the public sample. Items whose inputs are tensors aren't listed, only counted. */
export function SampleTable({ sample, features }: Props) {
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
