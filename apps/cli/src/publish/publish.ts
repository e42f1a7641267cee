import type { Context } from '../context.js';
import { CommandError, EXIT } from '../exit.js';
import { urlOf } from '../mqtt-url.js';
import { withProgress } from '../progress.js';
import { rejectionLines } from '../rejection-lines.js';
import { settingsOf } from '../settings-of.js';
import { GatewayClient, isRefusal, type Outcome } from './gateway-client.js';
import { passwordOf } from './password.js';
import type { PublishOptions, Values } from './publish.command.js';

export async function publish(context: Context, values: Values, options: PublishOptions): Promise<void> {
  const { say } = context;
  const url = options.url ?? urlOf(settingsOf(context), say);
  const password = await passwordOf(context, options);
  const connecting = GatewayClient.connect(context, url, options.gateway, password);
  const client = await withProgress(context, say('connecting', { at: url }), connecting);
  try {
    const { sensor, at, qos } = options;
    const payload = JSON.stringify({ sensor, ...(at !== undefined && { at }), values });
    tell(context, options, await withProgress(context, say('waitingForAck'), client.publish(payload, qos)));
  } finally {
    await client.close();
  }
}

function tell(context: Context, { json, qos }: PublishOptions, outcome: Outcome): void {
  const { say, terminal } = context;
  if (json) terminal.json(outcome);
  if (outcome.outcome !== 'rejected') {
    if (!json)
      terminal.out(outcome.outcome === 'accepted' ? say('publishTaken', { qos }) : say('publishSent'));
    return;
  }
  const { reason, rejection } = outcome;
  const hex = reason === undefined ? '' : `0x${reason.toString(16)}`;
  const lines = rejection
    ? [
        say('publishRejected', { code: rejection.code, path: rejection.path || say('wholeMessage') }) +
          (hex && ` (MQTT ${hex})`),
        ...rejectionLines(rejection, context).map((line) => `  ${line}`),
      ]
    : [say('publishReason', { reason: hex })];
  const exit = reason !== undefined && isRefusal({ code: reason }) ? EXIT.notAuthorised : EXIT.failed;
  throw new CommandError(exit, lines.join('\n'));
}
