import { Instant } from '@/app/_ui/instant';

/** When something was last used: kept to the hour, so said so. */
export function LastUse({ at }: { at: string }) {
  return (
    <>
      <Instant at={at} precision="day" />, within the hour from <Instant at={at} precision="time" />
    </>
  );
}
