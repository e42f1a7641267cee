import { Command, InvalidArgumentError, Option } from 'commander';
import type { Context } from '../context.js';
import { example } from '../example.js';
import { optionReaders } from '../options.js';

export interface PublishOptions {
  readonly gateway: string;
  readonly sensor: string;
  readonly url?: string;
  readonly password?: string;
  readonly passwordFile?: string;
  readonly at?: string;
  readonly qos: 0 | 1 | 2;
  readonly json?: true;
}

export type Values = Readonly<Record<string, number>>;

export function publishCommand(context: Context): Command {
  const { say } = context;
  const read = optionReaders(say);
  return new Command('publish')
    .description(say('publish'))
    .argument('<metric=value...>', say('publishValues'), (text: string, before: Values = {}) => {
      const match = /^([a-z][a-z0-9_]*)=(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/i.exec(text);
      if (!match) throw new InvalidArgumentError(say('metricValue'));
      return { ...before, [match[1]!]: Number(match[2]) };
    })
    .requiredOption('--gateway <gateway>', say('gatewayOption'))
    .requiredOption('--sensor <sensor>', say('sensorOption'))
    .option('--url <url>', say('urlOption', { setting: 'TOANCANH_MQTT' }))
    .addOption(new Option('--password <text>', say('passwordOption')).conflicts('passwordFile'))
    .option('--password-file <file>', say('passwordFileOption'))
    .addOption(new Option('--at <instant>', say('atOption')).argParser(read.instant))
    .addOption(
      new Option('--qos <qos>', say('qosOption')).argParser(read.wholeNumber(0, 2, say('qos'))).default(1),
    )
    .option('--json', say('jsonOption'))
    .addHelpText(
      'before',
      example(context, 'npx toancanh publish --gateway demo --password demo --sensor my-first pm25=42.5'),
    )
    .action(async (values: Values, options: PublishOptions) => {
      const { publish } = await import('./publish.js');
      await publish(context, values, options);
    });
}
