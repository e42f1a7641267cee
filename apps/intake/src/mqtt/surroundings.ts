import type { GatewayAccess } from '@toancanh/access';
import type { City, Clock, Gateway } from '@toancanh/runtime';
import type { Accounts } from '../desk/account.js';
import type { Desk } from '../desk/desk.js';
import type { Pulse } from '../desk/pulse.js';
import type { Reception } from '../reception.js';
import type { Sessions } from './sessions.js';

/** What every connection of the endpoint works with. */
export interface Surroundings {
  readonly access: GatewayAccess<Gateway>;
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly reception: Reception;
  readonly desk: Desk;
  readonly clock: Clock;
  readonly pulse: Pulse;
  readonly limits: City['limits'];
  readonly counts: EndpointCounts;
}

/** Plain counts of the endpoint, for status and metrics. */
export class EndpointCounts {
  /** Connections past their CONNECT. */
  connected = 0;
  /** CONNECTs refused. */
  refused = 0;
  /** Connections closed unread after this process had slept. */
  slept = 0;
  /** Connections closed because of what they sent. */
  faults = 0;
}
