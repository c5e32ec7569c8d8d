/** The title of one of the numbered steps. */
export const StepTitle = ({ number, children }: { number: number; children: string }) => (
  <>
    <span className="mr-6 font-normal text-ink-3">{number}</span> {children}
  </>
);
