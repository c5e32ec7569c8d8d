import { ActionForm } from '@/app/_ui/forms/action-form';
import { controlClasses, FieldBox } from '@/app/_ui/forms/field-box';
import { LabelAround } from '@/app/_ui/forms/label-around';
import { unlink } from './actions';

/** Takes one team out of its group, after a second look. */
export function UnlinkTeam({ slug, team }: { slug: string; team: { team: string; name: string } }) {
  return (
    <div className="mt-s2 [&_p+p]:mt-s2">
      <ActionForm
        action={unlink}
        about={{ slug, teams: team.team }}
        shape="sure"
        foldedUnder={`Unlink ${team.name}`}
        button="Unlink from the next round on"
        busy="Unlinking"
        look="danger"
      >
        <LabelAround label="Reason">
          <FieldBox>
            <input name="reason" required maxLength={500} autoComplete="off" className={controlClasses()} />
          </FieldBox>
        </LabelAround>
      </ActionForm>
    </div>
  );
}
