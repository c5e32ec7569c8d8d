import { SubmitButton } from '@/app/_ui/forms/submit-button';
import { RefusableForm } from '@/app/_ui/people/refusable-form';
import { unlink } from './actions';

/** Takes one team out of its group, after a second look. */
export function UnlinkTeam({ slug, team }: { slug: string; team: { team: string; name: string } }) {
  return (
    <RefusableForm
      action={unlink}
      about={{ slug, teams: team.team }}
      className="sure"
      foldedUnder={`Unlink ${team.name}`}
    >
      <label className="ff">
        Reason
        <span className="field">
          <input name="reason" required maxLength={500} autoComplete="off" />
        </span>
      </label>
      <SubmitButton className="btn danger" busy="Unlinking">
        Unlink from the next round on
      </SubmitButton>
    </RefusableForm>
  );
}
