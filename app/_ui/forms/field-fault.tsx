/** What is wrong with one field, in words and with the sign of a block. */
export function FieldFault({ id, fault }: { id: string; fault: string | null | undefined }) {
  if (!fault) return null;
  return (
    <p id={id} className="ff-fault">
      <svg className="g" viewBox="0 0 14 14" aria-hidden="true">
        <path d="M1 1h12v12H1z" fill="currentColor" />
        <path d="M3.5 7h7" stroke="var(--paper)" strokeWidth="2" />
      </svg>
      {fault.charAt(0).toUpperCase() + fault.slice(1)}
    </p>
  );
}
