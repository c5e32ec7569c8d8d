const yearSeconds = 365 * 86_400;

/** What every answer says. @param publicUrl under https a browser is told to come back by nothing else */
export function responseHeaders(publicUrl: URL, policy: string): Record<string, string> {
  return {
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    ...(publicUrl.protocol === 'https:' ? { 'strict-transport-security': `max-age=${yearSeconds}` } : {}),
  };
}
