const browsers = [
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\bOPR\/|\bOpera\b/, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\bChrome\/|\bChromium\/|\bCriOS\/|\bHeadlessChrome\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
] as const;

const systems = [
  [/\biPhone\b|\biPad\b|\biPod\b/, 'iOS'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMacintosh\b|\bMac OS X\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
] as const;

/**
 * Describes a `User-Agent` just precisely enough for a person to distinguish their browsers; the header itself is not
 * stored. The order of the checks matters, since most browsers also name the browsers on which they are based.
 * @returns null for a header that names neither a known browser nor a known system
 */
export function describeBrowser(userAgent: string | null): string | null {
  const text = userAgent?.slice(0, 500) ?? '';
  const nameIn = (list: readonly (readonly [RegExp, string])[]) =>
    list.find(([pattern]) => pattern.test(text))?.[1];
  const browser = nameIn(browsers);
  const system = nameIn(systems);
  if (browser && system) return `${browser} on ${system}`;
  return browser ?? system ?? null;
}

/** Rounds an instant down to the UTC hour, the precision with which the last use of a session or a token is stored. */
export const startOfHour = (at: Date): Date => new Date(Math.floor(at.getTime() / 3_600_000) * 3_600_000);

/**
 * Minutes after a sign-in in which a person can add a sign-in method or delete their account. The database function
 * `delete_own_account` has the same number.
 */
export const freshMinutes = 10;

export const isFreshSession = (openedAt: Date, now: Date): boolean =>
  now.getTime() - openedAt.getTime() < freshMinutes * 60_000;
