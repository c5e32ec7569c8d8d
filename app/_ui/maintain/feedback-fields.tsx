import type { FeedbackPolicyName } from '@/lib/core/benchmark';
import { ChoiceField, TextField } from '../forms/form-fields';
import type { FormState } from '../forms/form-state';
import { Section } from '../page/section';

/** The fields of a feedback policy: which scores a team gets while a round is open. */
export function FeedbackFields({ state }: { state: FormState }) {
  const { problem, values } = state;
  const isLeaking = problem?.code === 'policy_not_allowed';
  const policy = values.feedback_policy ?? 'guarded-ladder';
  return (
    <Section title="Feedback" aside="scores that a team gets while a round is open">
      <div className="mb-s4 grid gap-s5">
        <ChoiceField
          // The planned policy is part of the key, since React ignores a changed default of an uncontrolled input.
          key={policy}
          name="feedback_policy"
          label="Policy"
          type="radio"
          chosen={[policy]}
          state={state}
          fault={isLeaking ? problem.detail : undefined}
          choices={policyChoices}
        />
        <TextField
          state={state}
          name="feedback_share"
          type="number"
          label="Feedback split"
          unit="% of the items"
          min={0}
          max={90}
          step={1}
          defaultValue="30"
          hint="Drawn at random when the test set is sealed. The rest is the final split, which alone decides the ranking. Recommended: 0&nbsp;% and final only under 500 items, 40&nbsp;% below 5,000 items, 30&nbsp;% from there on."
        />
      </div>
    </Section>
  );
}

/** The feedback policies with advice on when to choose each; the recommended one comes first. */
export const policyChoices: readonly { value: FeedbackPolicyName; title: string; hint: string }[] = [
  {
    value: 'guarded-ladder',
    title: 'Guarded ladder',
    hint: 'From 500 items, with 5 to 30 submissions of a team in a round. A score is reported only if it is a significant improvement on the team’s best. Overfitting by chance gains next to nothing.',
  },
  {
    value: 'exact-with-budget',
    title: 'Exact with a budget',
    hint: 'From 5,000 items. Each file gets its score, rounded to its standard error, until the feedback split would be used up. Not for metrics whose digits reveal labels.',
  },
  {
    value: 'final-only',
    title: 'Final only',
    hint: 'Under 500 items, with a feedback split of 0 %. No score before the round closes: participants can’t overfit, and don’t learn early that a file was wrong. The only policy for chrF, BLEU and calibration error, for which no test is known that keeps its level.',
  },
  {
    value: 'exact',
    title: 'Exact, unguarded',
    hint: 'To show that attacks work, or for practice. Each file gets its score to four decimals, without a limit: random files and a majority vote then climb far above their true score.',
  },
];

export const titleOfPolicy = (policy: FeedbackPolicyName): string =>
  policyChoices.find(({ value }) => value === policy)?.title ?? policy;
