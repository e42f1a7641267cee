export const KINDS = ['readings', 'senml', 'events', 'dossiers', 'state'] as const;
export type Kind = (typeof KINDS)[number];

const PATTERN = /^toancanh\/v1\/([^/]+)\/([^/]+)$/;

/** Shared with the other intakes of the city (MQTT 5, 4.8.2): each message goes to one of them. */
export const SHARED_FILTERS: readonly string[] = KINDS.map((kind) => `$share/toancanh/toancanh/v1/+/${kind}`);

/** For a broker that shares nothing, where a second intake would get every message too. */
export const PLAIN_FILTERS: readonly string[] = KINDS.map((kind) => `toancanh/v1/+/${kind}`);

/** Whose message it is and what it holds; undefined for a topic that was not subscribed to. */
export function readTopic(topic: string): { readonly gateway: string; readonly kind: Kind } | undefined {
  const [, gateway, kind] = PATTERN.exec(topic) ?? [];
  return gateway !== undefined && isKind(kind) ? { gateway, kind } : undefined;
}

export function answerTopic(gateway: string, kind: 'rejected' | 'receipts'): string {
  return `toancanh/v1/${gateway}/${kind}`;
}

/** A publisher names its gateway itself, and a wildcard in it would make an answer that no broker takes (4.7.1). */
export function isAnswerable(gateway: string): boolean {
  return gateway !== '' && !/[+#/\0]/.test(gateway);
}

function isKind(text: string | undefined): text is Kind {
  return (KINDS as readonly (string | undefined)[]).includes(text);
}
