import { StoreError, type StoreErrorCode } from '../store.js';

const FULL = /No space left on device|Disk quota exceeded/;
const LOCKED = /Could not set lock on file .*?\(PID (\d+)\)/s;
const FATAL = /FATAL Error|database has been invalidated/;

/** After one of these DuckDB answers nothing more until the file is opened again; a checkpoint that found no room is one. */
export function isFatal(error: unknown): boolean {
  return FATAL.test(messageOf(error));
}

/** The store's word for what DuckDB said; `otherwise` where it is nothing in particular. */
export function storeError(error: unknown, otherwise: StoreErrorCode, what: string): StoreError {
  if (error instanceof StoreError) return error;
  const message = messageOf(error);
  const holder = LOCKED.exec(message)?.[1];
  if (holder !== undefined) {
    return new StoreError('STORE_LOCKED', `${what}: process ${holder} has it open`, { cause: error });
  }
  const code = FULL.test(message) ? 'STORE_FULL' : otherwise;
  return new StoreError(code, `${what}: ${message.split('\n', 1)[0]}`, { cause: error });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
