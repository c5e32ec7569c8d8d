import Link from 'next/link';
import { describePolicy } from '@/app/_ui/benchmark/describe-policy';
import { formatQuota } from '@/app/_ui/format-quota';
import { SampleTable } from '@/app/_ui/model/sample-table';
import { SignatureFacts } from '@/app/_ui/model/signature-facts';
import { Description, Descriptions } from '@/app/_ui/words/descriptions';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import { addressOfSearch, allBenchmarks } from '@/lib/contracts/benchmark-search';
import { textLengthMax } from '@/lib/core/files/text-limits';
import { metricByName } from '@/lib/core/metrics/metric-by-name';
import { composeSignature } from '@/lib/core/model/declared-signature';
import { findClip } from '@/lib/core/scoring/count-clipped';

/** What a file must be, and what a participant is told. */
export function BenchmarkTerms({ benchmark }: { benchmark: BenchmarkView }) {
  const { classes, features, secondary_metrics, feedback_share, feedback_policy, open_round } = benchmark;
  const told = open_round?.feedback_policy ?? feedback_policy;
  return (
    <Descriptions>
      <Description term="File">
        {benchmark.accepts.map((kind) => (
          <span key={kind} className="block">
            {kind === 'onnx' ? onnxFile : describePredictions(benchmark)}
          </span>
        ))}
      </Description>
      {classes.length > 0 && <Description term="Classes">{listSome(classes)}</Description>}
      {features.length > 0 && <Description term="Inputs">{listSome(features)}</Description>}
      {benchmark.model_signature && <Description term="Models">{describeModels(benchmark)}</Description>}
      {secondary_metrics.length > 0 && (
        <Description term="Also computed">
          {secondary_metrics.map((name) => metricByName[name].title).join(', ')}
        </Description>
      )}
      {findClip({
        ...benchmark,
        secondaryMetrics: secondary_metrics,
        logLossClip: benchmark.log_loss_clip,
      }) !== null && (
        <Description term="Log loss clip">
          probabilities are clipped to {benchmark.log_loss_clip} from 0 and from 1
        </Description>
      )}
      <Description term="Splits">
        {Math.round(feedback_share * 100)} % of the items at random are the feedback part, the rest the final
        part
      </Description>
      <Description term="Feedback">
        {describePolicy(told)}
        {told !== feedback_policy && (
          <span className="block text-small text-ink-2">
            rounds sealed from now on: {describePolicy(feedback_policy)}
          </span>
        )}
      </Description>
      <Description term="Submissions">
        {formatQuota(benchmark.quota_per_round, benchmark.quota_per_day)}
      </Description>
      {benchmark.links.length > 0 && (
        <Description term="Links">
          {benchmark.links.map(({ title, url }) => (
            <a key={`${title} ${url}`} href={url} rel="nofollow noopener" className="block">
              {title}
            </a>
          ))}
        </Description>
      )}
      {benchmark.tags.length > 0 && (
        <Description term="Tags">
          {benchmark.tags.map((tag, i) => (
            <span key={tag}>
              {i > 0 && ', '}
              <Link href={addressOfSearch({ ...allBenchmarks, tag })}>{tag}</Link>
            </span>
          ))}
        </Description>
      )}
      {benchmark.contacts.length > 0 && (
        <Description term="Contacts">{listContacts(benchmark.contacts)}</Description>
      )}
    </Descriptions>
  );
}

const listContacts = (contacts: readonly string[]) =>
  contacts.map((contact) => (
    <a
      key={contact}
      href={/^https?:/.test(contact) ? contact : `mailto:${contact}`}
      rel="nofollow noopener"
      className="block break-words"
    >
      {contact}
    </a>
  ));

/** What models are fed and answer, folded. */
const describeModels = ({ classes, model_signature, model_sample }: BenchmarkView) =>
  model_signature && (
    <details>
      <summary>Their inputs and output</summary>
      <div className="mt-s2">
        <SignatureFacts signature={composeSignature(model_signature, classes)} />
        {model_sample && <SampleTable sample={model_sample} features={model_signature.input.features} />}
      </div>
    </details>
  );

const listSome = (names: readonly string[]): string =>
  names.length > 12 ? `${names.slice(0, 12).join(', ')} and ${names.length - 12} more` : names.join(', ');

const onnxFile = 'An ONNX model, which is run on this round and every later one';

function describePredictions({ task, classes, metric }: BenchmarkView): string {
  if (task === 'regression') return 'CSV or JSON Lines with id, prediction';
  if (task === 'text')
    return `CSV or JSON Lines with id, prediction; at most ${textLengthMax.toLocaleString('en')} characters an answer`;
  const shown = classes.slice(0, 3).map((name) => `p_${name}`);
  const probabilities = `id, ${shown.join(', ')}${classes.length > 3 ? ', …' : ''}`;
  return metricByName[metric].needs === 'probabilities'
    ? `CSV or JSON Lines with ${probabilities}`
    : `CSV or JSON Lines with id, prediction, or with ${probabilities}`;
}
