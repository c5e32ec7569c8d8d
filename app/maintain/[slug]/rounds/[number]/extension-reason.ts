/** The field of an extension's reason: that of a freeze stands on the same page. */
export const extensionReason = 'extension_reason';
