import { ChoiceField } from '../forms/choice-field';
import { type FormState, faultOf } from '../forms/form-state';
import { TextField } from '../forms/text-field';
import { Section } from '../page/section';
import { policyChoices } from './policy-choices';

/** What participants are told while a round is open. */
export function FeedbackFields({ state: { problem, values } }: { state: FormState }) {
  const isLeaking = problem?.code === 'policy_not_allowed';
  const policy = values.feedback_policy ?? 'guarded-ladder';
  return (
    <Section title="Feedback" aside="scores that a team gets while a round is open">
      <div className="mb-s4 grid gap-s5">
        <ChoiceField
          // A choice that stands already stays as it is, also where another policy is planned.
          key={policy}
          name="feedback_policy"
          label="Policy"
          type="radio"
          chosen={[policy]}
          fault={isLeaking ? problem.detail : faultOf(problem, 'feedback_policy')}
          choices={policyChoices}
        />
        <TextField
          name="feedback_share"
          type="number"
          label="Feedback split"
          unit="% of the items"
          min={0}
          max={90}
          step={1}
          defaultValue={values.feedback_share ?? '30'}
          fault={faultOf(problem, 'feedback_share')}
          hint="Drawn at random when the test set is sealed. The rest is the final split, which alone decides the ranking. Recommended: 0&nbsp;% and final only under 500 items, 40&nbsp;% below 5,000 items, 30&nbsp;% from there on."
        />
      </div>
    </Section>
  );
}
