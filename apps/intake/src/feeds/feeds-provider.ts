import type { FactoryProvider } from '@nestjs/common';
import { AppLogger, City, Metrics, SETTINGS, type Settings, StatusBoard } from '@toancanh/runtime';
import { Accounts } from '../desk/account.js';
import { Desk } from '../desk/desk.js';
import { LogTime } from '../desk/log-time.js';
import { Reception } from '../reception.js';
import { Feeds } from './feeds.js';

export const feedsProvider: FactoryProvider<Feeds> = {
  provide: Feeds,
  useFactory: (
    city: City,
    settings: Settings,
    accounts: Accounts,
    reception: Reception,
    desk: Desk,
    clock: LogTime,
    logger: AppLogger,
    status: StatusBoard,
    metrics: Metrics,
  ) => new Feeds({ city, settings, accounts, reception, desk, clock, logger, status, metrics }),
  inject: [City, SETTINGS, Accounts, Reception, Desk, LogTime, AppLogger, StatusBoard, Metrics],
};
