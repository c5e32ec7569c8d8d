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
    <Section title="Feedback" aside="what a team is told while a round is open">
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
          label="Feedback part"
          unit="% of the items"
          min={0}
          max={90}
          step={1}
          defaultValue={values.feedback_share ?? '30'}
          fault={faultOf(problem, 'feedback_share')}
          hint="Drawn at random when the test set is sealed. The rest is the final part; it alone ranks. Under 500 items 0&nbsp;% and final only, below 5,000 items 40&nbsp;%, from there 30&nbsp;%: so the check before the sealing has nothing against it."
        />
      </div>
    </Section>
  );
}
