import { Section } from '@/app/_ui/page/section';
import { Callout } from '@/app/_ui/words/callout';
import type { BenchmarkFacts } from '@/lib/contracts/benchmark';
import type { SettingsOfBenchmark } from '@/services/page/find-maintained-pages';
import { RunnerRequestForm, RunnersForm, WithdrawRunnerForm } from './runner-forms';
import { formatRunnersForm } from './settings-form-values';

type Runners = NonNullable<SettingsOfBenchmark['runners_to_choose']>;

/** The runners that get the benchmark's models and hidden inputs, and requests for further runners. */
export function RunnersSection({
  slug,
  benchmark,
  runners: { available, requested },
}: {
  slug: string;
  benchmark: BenchmarkFacts;
  runners: Runners;
}) {
  const { runners: chosen } = benchmark;
  const isLeft = available.some(({ name, isAside }) => !isAside && (chosen?.includes(name) ?? true));
  return (
    <Section id="runners" title="Runners" aside="machines that run the models">
      <p className="mb-s4 max-w-[37em]">
        The operator of a runner can read the models that it runs and their hidden inputs, but no labels.
      </p>
      {!isLeft && (
        <Callout tone="problem" role="status">
          No runner in use may run this benchmark’s models, so they wait.
        </Callout>
      )}
      {available.length > 0 && (
        <RunnersForm slug={slug} saved={formatRunnersForm(benchmark)} available={available} />
      )}
      {requested.map(({ id, name, place }) => (
        <div key={id} className="my-s4">
          <p>
            <b>{name}</b> ({place}) waits for the site’s operator. Tell them its key’s fingerprint, which{' '}
            <code>make-key</code> printed, by telephone or mail: they compare it before they register the
            runner, and send you its token.
          </p>
          <WithdrawRunnerForm slug={slug} request={id} />
        </div>
      ))}
      <div className="mt-s4">
        <RunnerRequestForm slug={slug} />
      </div>
    </Section>
  );
}
