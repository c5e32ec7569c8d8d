/** Under which a browser keeps its reader's choice, `light` or `dark`. */
export const themeKey = 'theme';
