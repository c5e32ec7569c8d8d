import { buttonClasses } from '@/app/_ui/controls/button-look';
import { DownloadGlyph } from '@/app/_ui/glyphs/download-glyph';
import { Section } from '@/app/_ui/page/section';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import { metricByName } from '@/lib/core/metrics/metric-by-name';

const classesShownMax = 4;

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

function headerOf({ classes, metric }: BenchmarkView): string {
  if (metricByName[metric].needs !== 'probabilities') return 'id,prediction';
  const shown = classes.slice(0, classesShownMax).map((name) => `p_${name}`);
  return ['id', ...shown, ...(classes.length > classesShownMax ? ['…'] : [])].join(',');
}
