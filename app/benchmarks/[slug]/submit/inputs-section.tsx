import { buttonClasses } from '@/app/_ui/controls/button-look';
import { DownloadGlyph } from '@/app/_ui/glyphs/download-glyph';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import { metricByName } from '@/lib/core/metrics/metric-by-name';

const classesShownMax = 4;

/** What to predict, and how the file has to look. */
export function InputsSection({ benchmark, inputsUrl }: { benchmark: BenchmarkView; inputsUrl: string }) {
  return (
    <section className="step">
      <div className="sec-head">
        <h2>Inputs</h2>
        <p className="small muted">the items of the round, without labels</p>
      </div>
      <div className="brow wraps">
        <a className={buttonClasses('plain')} href={inputsUrl} download>
          <DownloadGlyph />
          Download the inputs
        </a>
        <p className="small muted">
          Predict each of them once. The header of your file:{' '}
          <code className="breaks">{headerOf(benchmark)}</code>
        </p>
      </div>
    </section>
  );
}

function headerOf({ classes, metric }: BenchmarkView): string {
  if (metricByName[metric].needs !== 'probabilities') return 'id,prediction';
  const shown = classes.slice(0, classesShownMax).map((name) => `p_${name}`);
  return ['id', ...shown, ...(classes.length > classesShownMax ? ['…'] : [])].join(',');
}
