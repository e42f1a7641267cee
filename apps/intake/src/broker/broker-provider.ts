import { hostname } from 'node:os';
import type { FactoryProvider } from '@nestjs/common';
import { AppLogger, City, Metrics, SETTINGS, type Settings, StatusBoard } from '@toancanh/runtime';
import { Accounts } from '../desk/account.js';
import { Desk } from '../desk/desk.js';
import { LogTime } from '../desk/log-time.js';
import { BROKER_LIMITS } from '../limits.js';
import { Reception } from '../reception.js';
import { clientIdOf, parseBrokerAddress } from './broker-address.js';
import { BrokerCounts } from './broker-counts.js';
import { BrokerFeed } from './broker-feed.js';
import { showBroker } from './broker-gauges.js';
import { BrokerMessages } from './broker-messages.js';
import { dial } from './dial.js';

/** The feed of `TOANCANH_BROKER`; null where none is set. */
export const brokerProvider: FactoryProvider<BrokerFeed | null> = {
  provide: BrokerFeed,
  useFactory: (
    settings: Settings,
    city: City,
    accounts: Accounts,
    reception: Reception,
    desk: Desk,
    clock: LogTime,
    status: StatusBoard,
    logger: AppLogger,
    metrics: Metrics,
  ) => {
    if (!settings.broker) return null;
    const address = parseBrokerAddress(settings.broker);
    const clientId = address.client ?? clientIdOf(hostname(), settings.http.port);
    const { inFlight } = city.limits;
    const counts = new BrokerCounts();
    showBroker(metrics, counts, BROKER_LIMITS.answers);
    return new BrokerFeed(
      {
        shown: address.shown,
        clientId,
        shares: address.shares,
        inFlight,
        dial: (version) => dial(address, clientId, version, inFlight),
      },
      new BrokerMessages(city, accounts, reception, counts),
      desk,
      clock,
      status,
      logger,
      counts,
    );
  },
  inject: [SETTINGS, City, Accounts, Reception, Desk, LogTime, StatusBoard, AppLogger, Metrics],
};
