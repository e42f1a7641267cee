import { readFile } from 'node:fs/promises';
import type { Feed, FeedLogin } from '@toancanh/runtime';
import kafkajs, { type Kafka, type SASLOptions } from 'kafkajs';
import { FEED_LIMITS } from '../limits.js';

/**
 * The way to a feed's brokers. The password is read each time, so that a new one needs no restart. Nothing is repeated here
 * for long and no consumer restarts by itself: whoever lost a feed knows it soon and opens it anew.
 */
export async function openClient(feed: Feed, brokers: readonly string[]): Promise<Kafka> {
  const { tls, login } = feed;
  return new kafkajs.Kafka({
    clientId: `toancanh.feed.${feed.name}`,
    brokers: [...brokers],
    ssl: tls,
    ...(login && { sasl: await saslOf(login) }),
    connectionTimeout: FEED_LIMITS.connectWithin,
    authenticationTimeout: FEED_LIMITS.answerWithin,
    requestTimeout: FEED_LIMITS.answerWithin,
    retry: {
      retries: 2,
      initialRetryTime: 300,
      maxRetryTime: 1_000,
      restartOnFailure: () => Promise.resolve(false),
    },
    // What it would say is told by the feed, once and in our words.
    logLevel: kafkajs.logLevel.NOTHING,
  });
}

async function saslOf({ mechanism, username, passwordFile }: FeedLogin): Promise<SASLOptions> {
  const password = (await readFile(passwordFile, 'utf8')).replace(/\r?\n$/, '');
  return { mechanism, username, password } as SASLOptions;
}
