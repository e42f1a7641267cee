/** Names the reader of the log that drives this stage's handler. */
export const DOSSIERS = Symbol('dossiers');
