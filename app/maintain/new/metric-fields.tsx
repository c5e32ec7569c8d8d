import { useState } from 'react';
import { ChoiceField, FieldFault, labelClasses, SelectField, TextField } from '@/app/_ui/forms/form-fields';
import { type FormState, faultOf } from '@/app/_ui/forms/form-state';
import { hasClippedMetric, listMetricGroups, listMetricOptions } from '@/app/_ui/maintain/metric-options';
import { logLossClipDefault, logLossClipRange, type Task } from '@/lib/core/benchmark';

/** How it is scored: by the metrics that fit the task. @param task null where no script tells which is chosen */
export function MetricFields({ state: { problem, values }, task }: { state: FormState; task: Task | null }) {
  const chosen = (values.secondary_metrics ?? '').split(',');
  return (
    <>
      {/* A list that stands already begins anew where another metric is planned for. */}
      <RankingMetric
        key={values.metric}
        begun={values.metric}
        fault={faultOf(problem, 'metric')}
        task={task}
      />
      <fieldset id="secondary_metrics" className="min-w-0">
        <legend className={labelClasses}>Metrics shown beside it</legend>
        <div className="grid gap-s3">
          {listMetricGroups(task).map(({ title, options }, i) => (
            <ChoiceField
              key={title}
              id={`secondary_metrics-${i}`}
              name="secondary_metrics"
              label={title}
              labelLook="second"
              type="checkbox"
              isInColumns
              chosen={chosen}
              choices={options}
            />
          ))}
        </div>
        <FieldFault id="secondary_metrics-fault" fault={faultOf(problem, 'secondary_metrics')} />
      </fieldset>
      {hasClippedMetric(task) && (
        <TextField
          name="log_loss_clip"
          type="number"
          label="Log loss clip"
          min={logLossClipRange.min}
          max={logLossClipRange.max}
          step="any"
          defaultValue={values.log_loss_clip ?? String(logLossClipDefault)}
          fault={faultOf(problem, 'log_loss_clip')}
          hint="For log loss alone: probabilities are clipped to this far from 0 and 1. At 0.0001 a certain and wrong prediction costs 9 nats, and good models with few digits still rank well."
        />
      )}
    </>
  );
}

/** Keeps the choice while the list becomes that of a task, as long as it is in there. @param begun what it begins with */
function RankingMetric({
  begun,
  fault,
  task,
}: {
  begun: string | undefined;
  fault: string | null;
  task: Task | null;
}) {
  const [chosen, choose] = useState(begun);
  const groups = listMetricOptions(task);
  const listed = groups.flatMap(({ options }) => options.map(({ value }) => value));
  return (
    <SelectField
      name="metric"
      label="Metric that ranks"
      value={listed.find((name) => name === chosen) ?? listed[0]}
      onChange={({ currentTarget }) => choose(currentTarget.value)}
      fault={fault}
      hint={task === null ? 'One that fits the task.' : 'Only those that fit the task are listed.'}
      groups={groups}
    />
  );
}
