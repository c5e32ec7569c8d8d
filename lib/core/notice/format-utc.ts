const format = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
});

/** `1 June 2001 at 00:00 UTC`: a mail doesn't know where it is read. */
export const formatUtc = (at: Date): string => `${format.format(at).replace(', ', ' at ')} UTC`;
