/** A formula on a line of its own. Set in Unicode as those of the tables are: MathML needs a mathematical font for its roots. */
export function Formula({ children }: { children: React.ReactNode }) {
  return (
    <p className="overflow-x-auto border-l-line border-rule-2 pl-s4 font-serif text-[1rem]/[1.5] font-normal font-stretch-normal italic normal-nums">
      {children}
    </p>
  );
}
