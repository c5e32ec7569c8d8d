import { Section } from '@/app/_ui/page/section';
import type { ModelView } from '@/lib/contracts/model';
import { formatMetric } from '@/lib/core/metrics/format-score';
import { LineagePlot } from './lineage-plot';
import { shapeLineage } from './lineage-shape';

/** A model's scores over the rounds; nothing where fewer than two are on one scale. */
export function LineageSection({ model: { rounds, metric, direction } }: { model: ModelView }) {
  const shape = shapeLineage(rounds);
  if (!shape) return null;
  return (
    <Section
      title="Over rounds"
      aside={
        <>
          {formatMetric(metric)} on the final split, on the scale of round {shape.baseRound}
        </>
      }
    >
      <LineagePlot shape={shape} metric={metric} direction={direction} />
      <p className="mt-s2 max-w-[66ch] text-small text-ink-2">
        Lines are the table’s intervals. In the base round they are for other items that might have been
        drawn. In later rounds they are for reading the score on its scale. Grey: versions shown beside the
        one that counts. That a later score is higher doesn’t show that the model is better: the rounds have
        different items.
      </p>
    </Section>
  );
}
