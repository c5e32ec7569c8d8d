import { useEffect, useState } from 'react';
import { AreaField, ChoiceField } from '@/app/_ui/forms/form-fields';
import { type FormState, faultOf } from '@/app/_ui/forms/form-state';
import { Section } from '@/app/_ui/page/section';
import { type Task, tasks } from '@/lib/core/benchmark';
import { MetricFields } from './metric-fields';

const titleOfTask: Readonly<Record<Task, { title: string; hint?: string }>> = {
  binary: { title: 'Two classes' },
  multiclass: { title: 'Three or more classes' },
  regression: { title: 'Regression', hint: 'A number for each item.' },
  text: { title: 'Text', hint: 'A text, letters or digits.' },
};

const taskChoices = tasks.map((value) => ({ value, ...titleOfTask[value] }));

const taskOf = (value: string | undefined): Task => tasks.find((task) => task === value) ?? 'binary';

/** What is predicted and how it is scored. */
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
 * The task that is chosen, anew where another one is planned for. Null until a script runs: without one nothing tells of a choice, so
 * metrics of all tasks stand there.
 */
function useChosenTask(before: Task): [Task | null, (value: string) => void] {
  const [task, setTask] = useState<Task | null>(null);
  useEffect(() => setTask(before), [before]);
  return [task, (value) => setTask(taskOf(value))];
}

function PredictedFields({
  state: { problem, values },
  choose,
}: {
  state: FormState;
  choose: (value: string) => void;
}) {
  return (
    <>
      <ChoiceField
        // A choice that stands already begins anew where another task is planned for.
        key={taskOf(values.task)}
        name="task"
        label="Task"
        type="radio"
        chosen={[taskOf(values.task)]}
        fault={faultOf(problem, 'task')}
        choices={taskChoices}
        onChoose={choose}
      />
      <AreaField
        name="classes"
        label="Classes"
        hint="One a line, as the labels write them. Of two classes the positive one comes last. A regression or a text task has none."
        rows={4}
        spellCheck={false}
        defaultValue={values.classes ?? ''}
        fault={faultOf(problem, 'classes')}
      />
    </>
  );
}
