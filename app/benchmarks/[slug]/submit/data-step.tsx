import Link from 'next/link';
import { buttonClasses } from '@/app/_ui/controls/button';
import { CodeBlock } from '@/app/_ui/controls/code-block';
import { CopyButton } from '@/app/_ui/forms/copy-and-save-buttons';
import { DownloadGlyph } from '@/app/_ui/glyphs/glyphs';
import { SampleTable, SignatureFacts } from '@/app/_ui/model/model-signature';
import { Section } from '@/app/_ui/page/section';
import { Description, Descriptions } from '@/app/_ui/words/descriptions';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import { toContainerNeeds } from '@/lib/contracts/container-needs';
import type { TrainingView } from '@/lib/contracts/data-files';
import type { SubmissionKind } from '@/lib/core/benchmark';
import { describeContainerNeeds, describeTrainingHours } from '@/lib/core/model/container-needs';
import { listSnippets, type Snippet } from '@/lib/core/model/snippets/list-snippets';
import { StepTitle } from './model-fields';

type DataStepProps = {
  benchmark: BenchmarkView;
  kind: SubmissionKind;
  /** Links to training data; null before the first reveal. */
  training: TrainingView | null;
};

/** Step 1 of submitting: the data of the round, or the inputs and output of a model. */
export function DataStep({ benchmark, kind, training }: DataStepProps) {
  if (kind === 'onnx') return <ModelInterface benchmark={benchmark} training={training} />;
  if (kind === 'container') return <ImageContract benchmark={benchmark} training={training} />;
  return (
    <Section kind="step" title={<StepTitle number={1}>Get the data</StepTitle>}>
      <PredictionFiles benchmark={benchmark} training={training} />
    </Section>
  );
}

function PredictionFiles({
  benchmark: { slug, open_round },
  training,
}: {
  benchmark: BenchmarkView;
  training: TrainingView | null;
}) {
  const round = `/api/v1/benchmarks/${slug}/rounds/${open_round?.number}`;
  return (
    <p className="flex flex-wrap items-center gap-s3">
      <Download href={`${round}/inputs`}>Inputs to predict</Download>
      <Download href={`${round}/sample-submission`}>sample-submission.csv</Download>
      <TrainingLink slug={slug} training={training} />
    </p>
  );
}

function TrainingLink({ slug, training }: { slug: string; training: TrainingView | null }) {
  return (
    <span className="text-small">
      {training && (
        <>
          <a href={training.href} download={training.file_name}>
            {training.file_name}
          </a>
          , or{' '}
        </>
      )}
      <Link href={`/benchmarks/${slug}/data`}>{training ? 'all data and its columns' : 'All data'}</Link>
    </span>
  );
}

type ModelInterfaceProps = {
  benchmark: BenchmarkView;
  training: TrainingView | null;
};

function ModelInterface({ benchmark, training }: ModelInterfaceProps) {
  const { slug, model_signature: signature, model_sample } = benchmark;
  const api = `/api/v1/benchmarks/${slug}`;
  return (
    <Section
      kind="step"
      title={<StepTitle number={1}>Export your model</StepTitle>}
      aside="its inputs and output"
    >
      {signature && <SignatureFacts signature={signature} />}
      {signature && model_sample && <SampleTable sample={model_sample} features={signature.input.features} />}
      <p className="mt-s4 flex flex-wrap items-center gap-s3">
        {signature && (
          <Download href={`${api}/model-signature`} fileName="signature.json">
            The signature
          </Download>
        )}
        {model_sample && <Download href={`${api}/model-sample`}>The sample</Download>}
        <TrainingLink slug={slug} training={training} />
      </p>
      {signature && listSnippets(signature).map((one) => <ExportSnippet key={one.tool} snippet={one} />)}
      <details className="mt-s3">
        <summary>Check a file on your machine</summary>
        <div className="my-s2">
          <CodeBlock>npm run check-model -- model.onnx --signature signature.json</CodeBlock>
        </div>
        <p className="text-small text-ink-2">
          In a copy of this site’s code. It is the check that the form below makes in your browser.
        </p>
      </details>
      <ArtefactLife
        benchmark={benchmark}
        checks="size, operators, inputs and outputs. Each fault is named with its fix."
        shows="the runtime’s message"
      />
    </Section>
  );
}

/** Commands and limits for a container image; the documentation has an example. */
function ImageContract({ benchmark, training }: { benchmark: BenchmarkView; training: TrainingView | null }) {
  const { slug, model_sample, container_needs: needs } = benchmark;
  return (
    <Section kind="step" title={<StepTitle number={1}>Build your image</StepTitle>} aside="its contract">
      <Descriptions terms="above">
        <Description term="Inputs">
          <code>/input/inputs.csv</code>, or <code>inputs.jsonl</code> where the items are JSON. The sample
          has the same columns.
        </Description>
        <Description term="Predictions">
          Write <code>/output/predictions.csv</code>, or <code>.jsonl</code>, with a row for each id, and end
          with exit code 0.
        </Description>
        {needs && (
          <Description term="Limits">
            {describeContainerNeeds(toContainerNeeds(needs))}. No network.
          </Description>
        )}
        {needs && needs.training_hours > 0 && (
          <Description term="Training">
            Each time a round is revealed, the site starts an image that trains itself with the word{' '}
            <code>train</code>. It reads all revealed rounds, and the model that it writes to{' '}
            <code>/model</code> is a version of its own. Your team has{' '}
            {describeTrainingHours(toContainerNeeds(needs))} a round.
          </Description>
        )}
      </Descriptions>
      <p className="mt-s4 flex flex-wrap items-center gap-s3">
        {model_sample && <Download href={`/api/v1/benchmarks/${slug}/model-sample`}>The sample</Download>}
        <TrainingLink slug={slug} training={training} />
        <span className="text-small">
          <Link href="/docs/containers">An example, and what faults mean</Link>
        </span>
      </p>
      <div className="my-s3">
        <CodeBlock>{saveImage}</CodeBlock>
      </div>
      <ArtefactLife
        benchmark={benchmark}
        checks="archive, layers and program. Each fault is named with its fix."
        shows="the end of its stderr"
      />
    </Section>
  );
}

const saveImage = `docker build --platform linux/amd64 -t mine .
docker save mine | gzip > mine.tar.gz`;

function ExportSnippet({ snippet: { tool, packages, text } }: { snippet: Snippet }) {
  return (
    <details className="mt-s3">
      <summary>Export with {tool}</summary>
      <p className="mt-s2 text-small text-ink-2">
        Needs <code className="wrap-anywhere">pip install {packages}</code>. Replace the example model by
        yours.
      </p>
      <div className="my-s2">
        <CodeBlock>{text}</CodeBlock>
      </div>
      <CopyButton text={text} look="share" />
    </details>
  );
}

type ArtefactLifeProps = {
  benchmark: BenchmarkView;
  checks: string;
  /** Details that the team gets about a failure on the sample. */
  shows: string;
};

/** The stages that a submitted model or image goes through, and which of them can use up a submission. */
function ArtefactLife({ benchmark, checks, shows }: ArtefactLifeProps) {
  const isHidden = benchmark.inputs === 'hidden';
  return (
    <details className="mt-s3" open>
      <summary>After you submit it</summary>
      <ol
        className="mt-s2 list-decimal space-y-s1 pl-s4 text-data/[1.5] marker:text-ink-3"
        data-testid="model-steps"
      >
        <Stage title="Checked:">{checks}</Stage>
        {benchmark.model_sample && (
          <Stage title="Run on the public sample.">
            If it fails there, you read {shows}. Up to here a failure uses no submission.
          </Stage>
        )}
        <Stage title={isHidden ? 'Run on the hidden inputs.' : 'Run on the items of the round.'}>
          No network, limited memory and time. If it fails, you learn which kind of fault it was
          {isHidden ? ', and the submission stays used, because a failure reveals something too.' : '.'}
        </Stage>
        <Stage title="Scored">like a prediction file.</Stage>
        <Stage title="Run and scored again on every later round,">
          which uses no submission. Those scores are of a version frozen before the round. You can retire it;
          its scores stay.
        </Stage>
      </ol>
      <p className="mt-s2 text-small text-ink-2">
        Only the scorer and its runners read the file. It can’t be downloaded, and isn’t published at the
        reveal.
      </p>
    </details>
  );
}

const Stage = ({ title, children }: { title: string; children: React.ReactNode }) => (
  <li className="max-w-[37em] pl-s1">
    <b className="font-semibold">{title}</b> {children}
  </li>
);

const Download = ({
  href,
  fileName,
  children,
}: {
  href: string;
  fileName?: string;
  children: React.ReactNode;
}) => (
  <a className={buttonClasses('plain')} href={href} download={fileName ?? true}>
    <DownloadGlyph />
    {children}
  </a>
);
