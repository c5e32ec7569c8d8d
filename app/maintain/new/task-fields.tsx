import { useEffect, useState } from 'react';
import {
  AreaField,
  ChoiceField,
  FieldFault,
  labelClasses,
  SelectField,
  TextField,
} from '@/app/_ui/forms/form-fields';
import { type FormState, faultOf } from '@/app/_ui/forms/form-state';
import { hasClippedMetric, listMetricGroups, listMetricOptions } from '@/app/_ui/maintain/metric-options';
import { Section } from '@/app/_ui/page/section';
import { logLossClipDefault, logLossClipRange, type Task, tasks } from '@/lib/core/benchmark';

const titleOfTask: Readonly<Record<Task, { title: string; hint?: string }>> = {
  binary: { title: 'Two classes' },
  multiclass: { title: 'Three or more classes' },
  regression: { title: 'Regression', hint: 'A number for each item.' },
  text: { title: 'Text', hint: 'A text, letters or digits.' },
};

const taskChoices = tasks.map((value) => ({ value, ...titleOfTask[value] }));

const taskOf = (value: string | undefined): Task => tasks.find((task) => task === value) ?? 'binary';

export function TaskFields({ state }: { state: FormState }) {
  const [task, choose] = useChosenTask(taskOf(state.values.task));
  return (
    <Section title="Task and metric">
      <div className="mb-s4 grid gap-s5">
        <PredictedFields state={state} choose={choose} />
        <MetricFields state={state} task={task} />
      </div>
    </Section>
  );
}

/**
 * The chosen task; when the plan on the page changes, the choice is reset. Null until scripts run: without scripts the choice
 * is unknown, so the metrics of all tasks are listed.
 */
function useChosenTask(before: Task): [Task | null, (value: string) => void] {
  const [task, setTask] = useState<Task | null>(null);
  useEffect(() => setTask(before), [before]);
  return [task, (value) => setTask(taskOf(value))];
}

function PredictedFields({ state, choose }: { state: FormState; choose: (value: string) => void }) {
  const task = taskOf(state.values.task);
  return (
    <>
      <ChoiceField
        // The key changes with the plan, which resets the choice.
        key={task}
        name="task"
        label="Task"
        type="radio"
        chosen={[task]}
        state={state}
        choices={taskChoices}
        onChoose={choose}
      />
      <AreaField
        state={state}
        name="classes"
        label="Classes"
        hint="One per line, spelt as in the labels. Of two classes the positive one is last. Regression and text tasks have none."
        rows={4}
        spellCheck={false}
      />
    </>
  );
}

/** The fields for the metrics that fit the task. @param task null without scripts, where the choice is unknown */
function MetricFields({ state, task }: { state: FormState; task: Task | null }) {
  const { problem, values } = state;
  const chosen = (values.secondary_metrics ?? '').split(',');
  return (
    <>
      {/* The key changes with the plan, which resets the choice. */}
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
          state={state}
          name="log_loss_clip"
          type="number"
          label="Log loss clip"
          min={logLossClipRange.min}
          max={logLossClipRange.max}
          step="any"
          defaultValue={String(logLossClipDefault)}
          hint="For log loss alone: probabilities are clipped to this far from 0 and 1. At 0.0001 a certain and wrong prediction costs 9 nats, and good models with few digits still rank well."
        />
      )}
    </>
  );
}

type Props = {
  begun: string | undefined;
  fault: string | null;
  task: Task | null;
};

/**
 * The field for the ranking's metric. It keeps its value when the task changes, if the metric fits the new task. @param begun
 * initial metric
 */
function RankingMetric({ begun, fault, task }: Props) {
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
