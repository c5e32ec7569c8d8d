import { TrainingLinks } from '@/app/_ui/benchmark/training-links';
import { buttonClasses } from '@/app/_ui/controls/button-look';
import { DownloadGlyph } from '@/app/_ui/glyphs/download-glyph';
import { Section } from '@/app/_ui/page/section';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import type { TrainingView } from '@/lib/contracts/training';
import { listPredictionColumns } from '@/lib/core/submission/list-prediction-columns';

const columnsShownMax = 5;

/** What to predict, and how the file has to look. */
export function InputsSection({
  benchmark,
  roundUrl,
  training,
}: {
  benchmark: BenchmarkView;
  /** The round's address in the API. */
  roundUrl: string;
  training: TrainingView | null;
}) {
  return (
    <Section kind="step" title="Inputs" aside="the items of the round, without labels">
      <div className="flex flex-wrap items-center gap-s3">
        <a className={buttonClasses('plain')} href={`${roundUrl}/inputs`} download>
          <DownloadGlyph />
          Download the inputs
        </a>
        <p className="text-small text-ink-2">
          Predict each of them once. The header of your file:{' '}
          <code className="wrap-anywhere">{headerOf(benchmark)}</code>, as in{' '}
          <a href={`${roundUrl}/sample-submission`} download>
            sample-submission.csv
          </a>
        </p>
      </div>
      {training && <TrainingLinks training={training} />}
    </Section>
  );
}

function headerOf(benchmark: BenchmarkView): string {
  const columns = listPredictionColumns(benchmark);
  return [...columns.slice(0, columnsShownMax), ...(columns.length > columnsShownMax ? ['…'] : [])].join(',');
}
