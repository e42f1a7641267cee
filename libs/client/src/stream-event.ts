import type { Delta, Hello, Snapshot, StreamTick } from '@toancanh/events';

/**
 * `connecting`: no connection, or none that has been given a picture yet. `live`: the picture follows the server.
 * `resyncing`: something was missed and a new snapshot is on its way; the picture is the old one.
 */
export type StreamState = 'connecting' | 'live' | 'resyncing';

/** Why the picture is not live. `away`: no connection. */
export type StateReason = 'start' | 'away' | 'gap' | 'slow' | 'scope' | 'boot' | 'snapshot';

export interface StreamEvents {
  /** On each connection. Another `boot` than before: the server was restarted; another `build`: so should the page be. */
  hello: Hello;
  /** The picture was replaced. */
  snapshot: Snapshot;
  /** The picture was changed by this. */
  delta: Delta;
  tick: StreamTick;
  /** The server left out values because this client reads too slowly. */
  shed: { dropped: number; reason: 'slow' | 'rate' };
  state: { state: StreamState; reason: StateReason };
  /** The subscription was not accepted: an unknown area, for example. Nothing follows until another `subscribe`. */
  refused: { code: string; detail: string };
}

export type StreamEventName = keyof StreamEvents;
/** One event as the iterator gives it. */
export type StreamEvent = {
  [Name in StreamEventName]: { readonly type: Name; readonly data: StreamEvents[Name] };
}[StreamEventName];
