import { ChoiceField } from '@/app/_ui/forms/choice-field';
import { type FormState, faultOf } from '@/app/_ui/forms/form-state';
import { TextField } from '@/app/_ui/forms/text-field';
import { DescriptionField, RulesField } from '@/app/_ui/maintain/text-fields';
import { Section } from '@/app/_ui/page/section';

/** What it is called and what people read about it. */
export function NameFields({ state }: { state: FormState }) {
  const { problem, values } = state;
  const field = (name: string) => ({
    name,
    defaultValue: values[name] ?? '',
    fault: problem?.code === 'slug_taken' && name === 'slug' ? problem.detail : faultOf(problem, name),
  });
  return (
    <Section title="Name">
      <div className="mb-s4 grid gap-s5">
        <div className="grid grid-cols-2 items-start gap-x-s5 gap-y-s4 max-phone:grid-cols-1">
          <TextField {...field('title')} label="Title" maxLength={120} required />
          <TextField
            {...field('slug')}
            label="Address"
            hint="Small letters, digits and single hyphens: /benchmarks/late-flights. Can’t be changed later."
            maxLength={60}
            autoComplete="off"
            spellCheck={false}
            required
          />
        </div>
        <DescriptionField state={state} />
        <RulesField state={state} />
        <ChoiceField
          name="visibility"
          label="Listing"
          type="radio"
          chosen={[values.visibility ?? 'public']}
          fault={faultOf(problem, 'visibility')}
          choices={[
            { value: 'public', title: 'Listed', hint: 'It is in the public list of benchmarks.' },
            {
              value: 'unlisted',
              title: 'Not listed',
              hint: 'Everyone who has the address sees it; the address is no secret.',
            },
          ]}
        />
      </div>
    </Section>
  );
}
