import { Section } from '@/app/_ui/page/section';
import { CellNote, DataTable, None } from '@/app/_ui/table/data-table';
import type { OwnTrainingRunView, TrainingRunView } from '@/lib/contracts/training-run';
import { describeOutcome, formatHours } from './describe-training';

type Props = {
  trainings: readonly TrainingRunView[];
  logs: readonly OwnTrainingRunView[];
};

/** All trainings of a model, and for members of its team the end of each training's log. */
export function TrainingsSection({ trainings, logs }: Props) {
  const [newest] = trainings;
  if (!newest) return null;
  return (
    <Section title="Trainings" aside={`${formatHours(newest.hours_granted)} granted for the newest`}>
      <DataTable
        look="records"
        testId="trainings"
        rows={trainings}
        keyOf={({ image_version, round }) => `${image_version} ${round}`}
        columns={[
          {
            title: 'After round',
            isRowHeader: true,
            value: ({ title, version, image_version }) => (
              <>
                <bdi>{title}</bdi>
                <CellNote>{version ?? `image ${image_version}`}</CellNote>
              </>
            ),
          },
          { title: 'Outcome', value: describeOutcome },
          {
            title: 'Rounds read, SHA-256 of their list',
            value: ({ rounds, data_sha256 }) => (
              <>
                {rounds.join(', ')}
                <Hash of={data_sha256} />
              </>
            ),
          },
          {
            title: 'Took',
            align: 'end',
            value: ({ hours, hours_granted }) => (
              <>
                {hours === null ? <None /> : formatHours(hours)}
                <CellNote>of {formatHours(hours_granted)}</CellNote>
              </>
            ),
          },
          {
            title: 'SHA-256 of the model',
            value: ({ model_sha256, engine }) => (
              <>
                {model_sha256 ? <Hash of={model_sha256} /> : <None />}
                {engine && <CellNote>by {engine}</CellNote>}
              </>
            ),
          },
        ]}
      />
      {logs.filter(hasEnded).map(({ id, title, message, log }) => (
        <details key={id} className="mt-s3">
          <summary>
            Log after <bdi>{title}</bdi>, for your team
          </summary>
          {message && <p className="mt-s2 max-w-[50em] whitespace-pre-line">{message}</p>}
          <pre className="code-block mt-s2 max-h-[24em] overflow-auto">{log || 'It printed nothing.'}</pre>
        </details>
      ))}
    </Section>
  );
}

/** True for a training whose messages have arrived: a runner sends them at its end. */
const hasEnded = ({ state }: OwnTrainingRunView): boolean => state !== 'queued';

const Hash = ({ of }: { of: string }) => (
  <CellNote>
    <code title={of}>
      {of.slice(0, 8)}…{of.slice(-4)}
    </code>
  </CellNote>
);
