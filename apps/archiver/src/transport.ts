/** Names the reader of the log that drives this stage's handlers. */
export const ARCHIVER = Symbol('archiver');

/** The archivers' group on the log: what it has committed is in the store. */
export const ARCHIVER_GROUP = 'archiver';
