import { Catch, type RpcExceptionFilter } from '@nestjs/common';
import { type Observable, throwError } from 'rxjs';

/**
 * For controllers of batches: `@UseFilters(BatchFaults)`. What a handler throws reaches the log as it is, which brings
 * the batch back and tells `onFault`. Without it Nest logs each throw itself and passes on only "Internal server error".
 */
@Catch()
export class BatchFaults implements RpcExceptionFilter<unknown> {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}
