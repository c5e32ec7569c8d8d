/** The last paragraph of a section: what its numbers don't show. */
export function NotProved({ children }: { children: React.ReactNode }) {
  return (
    <p className="mt-s4 text-ink-2">
      <b>What it does not prove.</b> {children}
    </p>
  );
}
