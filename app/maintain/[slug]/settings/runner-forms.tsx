'use client';

import { ActionForm } from '@/app/_ui/forms/action-form';
import { ChoiceField, TextField } from '@/app/_ui/forms/form-fields';
import { faultOf } from '@/app/_ui/forms/form-state';
import { containerNeedsRange } from '@/lib/core/model/container-needs';
import type { AvailableRunner } from '@/services/runner/trusted';
import { askForRunner, withdrawRunner } from './actions';
import { changelogNote, PartForm, SettingRow } from './settings-forms';

type Props = {
  slug: string;
  saved: Readonly<Record<string, string>>;
  available: readonly AvailableRunner[];
};

/** The form that chooses the runners that may run the benchmark's models, among those that the operator has made available. */
export function RunnersForm({ slug, saved, available }: Props) {
  return (
    <PartForm
      {...{ slug, saved }}
      part="runners"
      button="Save the runners"
      note={changelogNote}
      fields={(state) => (
        <SettingRow counts="from the next run on; on the rules page">
          <ChoiceField
            id="trusted-runners"
            state={state}
            name="runners"
            label="Trusted runners (none chosen: all of these)"
            type="checkbox"
            chosen={(state.values.runners ?? '').split(',')}
            choices={available.map((runner) => ({
              value: runner.name,
              title: runner.name,
              hint: describeRunner(runner),
            }))}
          />
        </SettingRow>
      )}
    />
  );
}

const describeRunner = ({ place, coresMax, memoryMbMax, isBound, isAside }: AvailableRunner): string =>
  [
    place || 'place not given',
    `containers up to ${coresMax} ${coresMax === 1 ? 'core' : 'cores'} and ${Number((memoryMbMax / 1_024).toFixed(1))} GB`,
    ...(isBound ? ['for this benchmark alone'] : []),
    ...(isAside ? ['gets no runs, since it lost too many: ask the operator to resume it'] : []),
  ].join('; ');

/** The form that asks the operator to register a runner for this benchmark alone. */
export function RunnerRequestForm({ slug }: { slug: string }) {
  const { cores, memoryMb } = containerNeedsRange;
  return (
    <ActionForm
      action={askForRunner}
      about={{ slug }}
      button="Ask for it"
      busy="Asking"
      note="the operator registers it for this benchmark alone"
      shape="folded"
      foldedUnder="Ask for a runner of your own"
    >
      {(state) => (
        <>
          <TextField
            state={state}
            name="runner_name"
            fault={faultOf(state.problem, 'name')}
            label="Name of the runner"
            maxLength={60}
            spellCheck={false}
            required
          />
          <TextField
            state={state}
            name="place"
            label="Place"
            hint="Public: where it is and who operates it, such as ETH Zürich, Euler cluster."
            maxLength={120}
            required
          />
          <TextField
            state={state}
            name="key"
            label="Public key"
            hint="The line that npm run runner -- make-key printed on that machine."
            spellCheck={false}
            required
          />
          <TextField
            state={state}
            name="cores_max"
            defaultValue={String(cores.max)}
            label="Cores of a container at most"
            type="number"
          />
          <TextField
            state={state}
            name="memory_mb_max"
            defaultValue={String(memoryMb.max)}
            label="Memory of a container at most"
            type="number"
            unit="MB"
          />
        </>
      )}
    </ActionForm>
  );
}

export const WithdrawRunnerForm = ({ slug, request }: { slug: string; request: string }) => (
  <ActionForm
    action={withdrawRunner}
    about={{ slug, request }}
    button="Withdraw"
    busy="Withdrawing"
    shape="bare"
  />
);
