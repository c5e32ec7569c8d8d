import { buttonClasses } from '@/app/_ui/controls/button-look';
import { DownloadGlyph } from '@/app/_ui/glyphs/download-glyph';
import { Section } from '@/app/_ui/page/section';
import { listPredictionColumns } from '@/app/_ui/submit/list-prediction-columns';
import type { BenchmarkView } from '@/lib/contracts/benchmark';

const columnsShownMax = 5;

/** What to predict, and how the file has to look. */
export function InputsSection({ benchmark, inputsUrl }: { benchmark: BenchmarkView; inputsUrl: string }) {
  return (
    <Section kind="step" title="Inputs" aside="the items of the round, without labels">
      <div className="flex flex-wrap items-center gap-s3">
        <a className={buttonClasses('plain')} href={inputsUrl} download>
          <DownloadGlyph />
          Download the inputs
        </a>
        <p className="text-small text-ink-2">
          Predict each of them once. The header of your file:{' '}
          <code className="wrap-anywhere">{headerOf(benchmark)}</code>
        </p>
      </div>
    </Section>
  );
}

function headerOf(benchmark: BenchmarkView): string {
  const columns = listPredictionColumns(benchmark);
  return [...columns.slice(0, columnsShownMax), ...(columns.length > columnsShownMax ? ['…'] : [])].join(',');
}
