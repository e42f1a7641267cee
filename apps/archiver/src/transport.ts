/** Names the reader of the log that drives this stage's handlers. */
export const ARCHIVER = Symbol('archiver');
