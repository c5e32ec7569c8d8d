import { Section } from '@/app/_ui/page/section';
import type { BenchmarkView } from '@/lib/contracts/benchmark';

/** What becomes of a model that is sent, and what each step may cost. */
export function ModelSteps({ benchmark }: { benchmark: BenchmarkView }) {
  const isHidden = benchmark.inputs === 'hidden';
  return (
    <Section kind="step" title="What happens to it" aside="one ONNX file, up to 200 MB">
      <ol className="list-decimal space-y-s2 pl-s4 marker:text-ink-3" data-testid="model-steps">
        <Step title="Checked.">
          Size, operators, inputs and outputs, before anything of it runs. You are told each fault with its
          fix.
        </Step>
        {benchmark.model_sample && (
          <Step title="Run on the public sample.">
            If it fails there, you read the runtime’s own words. Up to here a failure costs nothing.
          </Step>
        )}
        <Step title={isHidden ? 'Run on inputs that nobody sees.' : 'Run on the items of the round.'}>
          Without a network, within limits of memory and time. If it fails, you are told which kind of fault
          it was{isHidden ? ', and the submission stays used: a failure tells something, too.' : '.'}
        </Step>
        <Step title="Scored,">like a file of predictions.</Step>
        <Step title="Scored again on every later round, by itself.">
          That uses no submission. Those scores are prospective: the model was frozen before the round opened.
          You can retire it; its scores stay.
        </Step>
      </ol>
      <p className="mt-s3 text-small text-ink-2">
        The file is sealed to the scorer. Nobody downloads it, and no reveal publishes it.
      </p>
    </Section>
  );
}

const Step = ({ title, children }: { title: string; children: React.ReactNode }) => (
  <li className="max-w-[37em] pl-s1">
    <b className="font-semibold">{title}</b> {children}
  </li>
);
