import { SelectField } from '@/app/_ui/forms/form-fields';
import { StepColumn } from '@/app/maintain/[slug]/columns';
import type { ModeratedRound } from '@/services/round/leak-reports';
import type { WithdrawableTeams } from '@/services/round/withdraw-team';
import { Decision, ModerationForm } from './moderation-steps';

/**
 * The step that withdraws a team from a revealed round's ranking, by two people's decision, if a flag says that the team's
 * files equal or nearly equal another team's.
 */
export function WithdrawTeamStep({
  slug,
  round: { number },
  withdrawable: { pending, teams },
  isSole,
}: {
  slug: string;
  round: ModeratedRound['round'];
  withdrawable: WithdrawableTeams;
  isSole: boolean;
}) {
  const form = { slug, number, subject: { of: 'team' } };
  return (
    <StepColumn
      title="Withdraw a team"
      purpose="Removes a team that copied from the official ranking for good. Two people decide."
      effects={
        <>
          <li>
            One maintainer proposes, with a public reason. Another one, or an operator of the site, consents.
          </li>
          <li>The ranking is published again without the team. The archive doesn’t change.</li>
          <li>Its submissions are listed as withdrawn, with date and reason. The other team isn’t named.</li>
        </>
      }
    >
      {pending ? (
        <>
          <p className="mb-s3">
            To withdraw: <b className="wrap-anywhere">{pending.team_name}</b>
          </p>
          <Decision
            {...form}
            pending={pending}
            isSole={isSole}
            button={`Withdraw ${pending.team_name}`}
            busy="Withdrawing"
            confirm="I consent: for this reason the team’s submissions don’t count."
            note="cannot be undone"
          />
        </>
      ) : teams.length === 0 ? (
        <p className="text-small text-ink-2">
          No proposal waits, and no flag of this round names two teams that you could choose from.
        </p>
      ) : (
        <ModerationForm
          {...form}
          step="propose"
          button="Propose to withdraw"
          busy="Proposing"
          asksForReason="Public. One line, which doesn’t name the other team or quote the flag."
          note="nothing happens before a second person consents"
        >
          <SelectField
            name="flagged"
            label="Team that copied"
            groups={[
              {
                title: null,
                options: teams.map(({ flag, team, name, other }) => ({
                  value: `${flag} ${team}`,
                  title: `${name}, flagged with ${other}`,
                })),
              },
            ]}
          />
        </ModerationForm>
      )}
    </StepColumn>
  );
}
