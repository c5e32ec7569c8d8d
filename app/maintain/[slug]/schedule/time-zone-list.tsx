/** The IANA time zones that this process knows, to choose from. */
export function TimeZoneList() {
  const zones = new Set(['UTC', ...Intl.supportedValuesOf('timeZone')]);
  return (
    <datalist id="time-zones">
      {[...zones].map((zone) => (
        <option key={zone} value={zone} />
      ))}
    </datalist>
  );
}
