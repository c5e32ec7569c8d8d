import { IsoInstant } from '@/app/_ui/instant';

/** When something was last used: kept to the hour, so said so. */
export function LastUse({ at }: { at: string }) {
  return <IsoInstant at={at} precision="hour" />;
}
