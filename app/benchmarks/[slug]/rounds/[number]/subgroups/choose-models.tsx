import { Button } from '@/app/_ui/controls/button';
import { ChoiceField, HiddenFields } from '@/app/_ui/forms/form-fields';
import type { SubgroupsView } from '@/lib/contracts/subgroups';

/** Up to four models whose columns come first, which are those that a phone shows. Works without JavaScript. */
export function ChooseModels({
  subgroups: { models },
  path,
  chosen,
  pair,
}: {
  subgroups: SubgroupsView;
  path: string;
  chosen: readonly string[];
  pair: readonly string[];
}) {
  return (
    <details className="mt-s3 text-small">
      <summary className="cursor-pointer text-sea">Choose models</summary>
      <form action={path} className="mt-s3 grid max-w-form gap-s3">
        {pair.map((slug) => (
          <HiddenFields key={slug} values={{ pair: slug }} />
        ))}
        <ChoiceField
          name="model"
          label="Models in the first columns, at most four"
          type="checkbox"
          isInColumns
          choices={models.map(({ model, model_slug }) => ({ value: model_slug, title: model }))}
          chosen={chosen}
        />
        <Button type="submit">Show these</Button>
      </form>
    </details>
  );
}
