import { ProviderButton } from '@/app/_ui/account/provider-button';
import { Section } from '@/app/_ui/page/section';
import { Callout } from '@/app/_ui/words/callout';
import type { SettingsPage } from '@/services/page/find-settings-page';
import { WaysInTable } from './ways-in-table';

type Props = Pick<SettingsPage, 'ways' | 'moreWays'> & {
  /** Whether one has just come in by the first link that proved the address. */
  hasEndedEarlier: boolean;
};

/** How one signs in, and what could be added. */
export function WaysInSection({ ways, moreWays, hasEndedEarlier }: Props) {
  return (
    <Section id="ways-in" title="Sign-in methods">
      {hasEndedEarlier && (
        <Callout tone="caution" role="status">
          Your address was proved by mail for the first time. Earlier sign-in methods, sessions and tokens of
          the account were ended, since another person could have made them. Add yours again.
        </Callout>
      )}
      <WaysInTable ways={ways} />
      {moreWays.length > 0 && (
        <p className="mt-s3 flex flex-wrap items-center gap-s3">
          {moreWays.map(({ id, name }) => (
            <ProviderButton key={id} id={id} name={name} callbackUrl="/settings" label={`Add ${name}`} />
          ))}
        </p>
      )}
    </Section>
  );
}
