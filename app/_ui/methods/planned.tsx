/** The first sentence of a section whose code is there and isn't used by the site yet. */
export function Planned({ children }: { children: React.ReactNode }) {
  return (
    <p className="small muted">
      <b>Not there yet.</b> {children}
    </p>
  );
}
