/** The model version of an option of `DesignateForm`; anything else names none. */
export function readModelVersion(text: string | undefined): { model?: unknown; version?: unknown } {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
