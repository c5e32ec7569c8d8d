import { viewOfContainerNeeds } from '@/lib/contracts/container-needs';
import { containerNeedsDefault } from '@/lib/core/model/container-needs';
import { TextField } from '../forms/form-fields';
import { type FormState, faultOf } from '../forms/form-state';

type Needs = ReturnType<typeof viewOfContainerNeeds>;

const usualNeeds = viewOfContainerNeeds(containerNeedsDefault);

const containerFields = [
  { field: 'cores', label: 'Processor cores', hint: '1 to 8.' },
  { field: 'memory_mb', label: 'Memory, MB', hint: '256 to 16,384.' },
  { field: 'wall_seconds', label: 'Time, seconds', hint: '10 to 600.' },
  {
    field: 'training_hours',
    label: 'Training, hours',
    hint: 'For each team and revealed round, up to 24. 0: images aren’t trained.',
  },
] as const;

const nameOf = (field: keyof Needs) => `container_${field}`;

/** Shows its element only while images are chosen in the surrounding form, which has the class `group/form`. */
export const whileImagesAreChosen = 'hidden group-has-[[value=container]:checked]/form:block';

/** Form fields for what a container image may use: cores, memory and times. */
export function ContainerNeedsFields({ state, hint }: { state: FormState; hint?: string }) {
  return (
    <fieldset id="container_needs" className="min-w-0">
      <legend className="font-medium text-data">Limits of a container’s run</legend>
      {hint && <p className="mt-2 max-w-[37em] text-small text-ink-2">{hint}</p>}
      <div className="mt-s3 grid grid-cols-2 items-start gap-x-s5 gap-y-s4 max-phone:grid-cols-1">
        {containerFields.map(({ field, ...words }) => (
          <TextField
            key={field}
            state={state}
            name={nameOf(field)}
            {...words}
            inputMode="numeric"
            defaultValue={String(usualNeeds[field])}
            fault={faultOf(state.problem, `container_needs.${field}`)}
          />
        ))}
      </div>
    </fieldset>
  );
}

/** The limits of a container run from the form, not yet validated; an empty field means the default. */
export const readContainerNeeds = (values: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    containerFields.flatMap(({ field }) => {
      const value = values[nameOf(field)]?.trim();
      return value ? [[field, value]] : [];
    }),
  );

/** Saved limits of container runs as values of the form's fields. */
export const formatContainerNeeds = (needs: Needs | null): Record<string, string> =>
  needs ? Object.fromEntries(containerFields.map(({ field }) => [nameOf(field), String(needs[field])])) : {};
