/** What kafkajs throws, as far as it is looked at. */
interface Thrown {
  readonly name?: string;
  readonly type?: string;
  readonly retriable?: boolean;
  readonly cause?: unknown;
}

/** The fault beneath what kafkajs' retries have wrapped it in. */
export function rootOf(error: unknown): Thrown & { readonly message?: string } {
  const thrown = (error ?? {}) as Thrown;
  return thrown.cause ? rootOf(thrown.cause) : thrown;
}

/** The protocol's own name of the fault, such as UNKNOWN_MEMBER_ID. */
export function typeOf(error: unknown): string | undefined {
  return rootOf(error).type;
}

export function canBeRetried(error: unknown): boolean {
  const { name, retriable } = rootOf(error);
  // A cluster that has just begun makes the topic of the groups' offsets first.
  if (name === 'KafkaJSGroupCoordinatorNotFound') return true;
  return retriable !== false && name !== 'TypeError' && name !== 'RangeError';
}

/** The coordinator knows this member, or this generation of the group, no more. */
export function isFenced(error: unknown): boolean {
  const type = typeOf(error);
  return type === 'UNKNOWN_MEMBER_ID' || type === 'ILLEGAL_GENERATION' || type === 'FENCED_INSTANCE_ID';
}

export function isRebalance(error: unknown): boolean {
  return typeOf(error) === 'REBALANCE_IN_PROGRESS';
}

export const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
