import { ActionForm } from '@/app/_ui/forms/action-form';
import { areaClasses } from '@/app/_ui/forms/area-classes';
import { LabelAround } from '@/app/_ui/forms/label-around';
import { PublicWordsField } from '@/app/_ui/moderation/public-words-field';
import type { FlagView } from '@/lib/contracts/flag';
import { judge } from './actions';

/** Keeps a maintainer's own words on a flag. */
export function JudgeFlag({ slug, flag }: { slug: string; flag: FlagView }) {
  return (
    <div className="mt-s2 [&_p+p]:mt-s2">
      <ActionForm
        action={judge}
        about={{ slug, id: flag.id }}
        shape="folded"
        foldedUnder={flag.judged_at ? 'Judge again' : 'Judge'}
        button="Keep these words"
        busy="Keeping"
      >
        <LabelAround label="What you found out, and what you did">
          <textarea
            name="judgement"
            className={areaClasses()}
            rows={3}
            required
            maxLength={2000}
            defaultValue={flag.judgement ?? ''}
          />
        </LabelAround>
        <PublicWordsField />
      </ActionForm>
    </div>
  );
}
