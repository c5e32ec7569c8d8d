import { choiceClasses, tickClasses } from './choice-classes';

/** What one has to say yes to before the button works. */
export function ConfirmBox({ children }: { children: string }) {
  return (
    <label className={choiceClasses}>
      <input type="checkbox" name="confirmed" required className={tickClasses} />
      <span className="block text-small">{children}</span>
    </label>
  );
}
