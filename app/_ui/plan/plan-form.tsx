import Form from 'next/form';
import { Button } from '@/app/_ui/controls/button';
import { SelectField, TextField } from '@/app/_ui/forms/form-fields';
import { listMetricOptions } from '@/app/_ui/maintain/metric-options';
import type { RoundToPlan } from '@/lib/core/planner/plan-round';
import { policyChoices } from '../maintain/feedback-fields';
import {
  classesPattern,
  classesTextMax,
  formatClassShares,
  type PlanQuery,
  plannedItemsMax,
  plannedModelsMax,
} from './plan-query';

/** The metrics of all tasks, since the task is only chosen further below. */
const metricOptions = listMetricOptions(null);

type Props = {
  path: string;
  round: RoundToPlan;
  query: PlanQuery;
  isNew: boolean;
};

/**
 * A form whose fields become the query by which the page plans a round, so that it works without scripts. With scripts, text
 * typed elsewhere on the page is kept.
 * @param isNew true for a new benchmark, whose metric and quota aren't chosen yet
 */
export function PlanForm({ path, round, query, isNew }: Props) {
  return (
    <Form action={path} scroll={false} prefetch={false} className="mb-s4 grid gap-s4">
      <div className="grid grid-cols-3 items-start gap-x-s5 gap-y-s4 max-phone:grid-cols-1">
        <TextField
          name="items"
          type="number"
          label="Items in a round"
          min={2}
          max={plannedItemsMax}
          step={1}
          defaultValue={round.itemCount}
          required
        />
        {isNew && (
          <SelectField
            name="plan_metric"
            label="Metric to plan for"
            defaultValue={round.metric}
            groups={metricOptions}
          />
        )}
        <TextField
          name="plan_shares"
          label="Share of each class"
          unit="%"
          hint="A number for each, such as 70 20 10"
          maxLength={classesTextMax}
          pattern={classesPattern}
          defaultValue={formatClassShares(round.shares)}
          isOptional
        />
        <TextField
          name="plan_models"
          type="number"
          label="Ranked models"
          min={2}
          max={plannedModelsMax}
          step={1}
          defaultValue={round.modelCount}
          isOptional
        />
        <TextField
          name="plan_differ"
          type="number"
          label="Two models differ on"
          unit="% of the items"
          hint="Items on which only one of the two is right"
          min={1}
          max={100}
          step={1}
          defaultValue={Math.round(100 * round.discordantShare)}
          isOptional
        />
      </div>
      <details open={query.policy !== null || query.feedbackShare !== null || query.quotaPerRound !== null}>
        <summary>Change the proposed rules</summary>
        <ChosenRules query={query} isNew={isNew} />
      </details>
      <div>
        <Button type="submit">Show the plan</Button>
      </div>
    </Form>
  );
}

/** The fields for policy, share and quota; an empty field keeps the proposal. */
function ChosenRules({
  query: { policy, feedbackShare, quotaPerRound },
  isNew,
}: {
  query: PlanQuery;
  isNew: boolean;
}) {
  return (
    <div className="mt-s3 grid grid-cols-3 items-start gap-x-s5 gap-y-s4 max-phone:grid-cols-1">
      <SelectField
        name="plan_policy"
        label="Feedback policy"
        defaultValue={policy ?? ''}
        groups={[
          { title: 'By the number of items', options: [{ value: '', title: 'As proposed' }] },
          { title: 'By choice', options: policyChoices },
        ]}
      />
      <TextField
        name="plan_share"
        type="number"
        label="Feedback items"
        unit="% of the items"
        min={0}
        max={90}
        step={1}
        defaultValue={feedbackShare === null ? '' : Math.round(100 * feedbackShare)}
        isOptional
      />
      {isNew && (
        <TextField
          name="plan_quota"
          type="number"
          label="Submissions of each team"
          min={1}
          max={1000}
          step={1}
          defaultValue={quotaPerRound ?? ''}
          isOptional
        />
      )}
    </div>
  );
}
