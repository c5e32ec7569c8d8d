/** The folder that a person typed the command in; npm runs it in the folder of package.json. */
export const typedFrom = (): string => process.env.INIT_CWD ?? process.cwd();
