import { Command, type CommanderError } from 'commander';
import { checkCommand } from './check/check.command.js';
import type { Context } from './context.js';
import { example } from './example.js';
import { packageVersions } from './package-root.js';
import { CommandError, EXIT } from './exit.js';
import { doctorCommand } from './doctor/doctor.command.js';
import { publishCommand } from './publish/publish.command.js';
import { rejectsCommand } from './rejects/rejects.command.js';
import { runCommands } from './run/run.command.js';
import { simCommand } from './simulate/sim.command.js';
import { tailCommand } from './tail/tail.command.js';
import { usageFault } from './usage-fault.js';

export function programOf(context: Context): Command {
  const { say } = context;
  const program: Command = new Command('toancanh')
    .description(say('program'))
    .version(packageVersions().product, '-V, --version', say('versionOption'));

  for (const command of [
    ...runCommands(context),
    checkCommand(context),
    doctorCommand(context),
    publishCommand(context),
    tailCommand(context),
    rejectsCommand(context),
    simCommand(context),
  ]) {
    program.addCommand(command);
  }
  program.helpCommand(false);
  program.addHelpText('before', example(context, 'npx toancanh doctor'));
  // Asked nothing, commander shows its help as a failure, and of an unknown word it says "too many arguments".
  program.allowExcessArguments().action(() => {
    const [unknown] = program.args;
    if (unknown === undefined) program.help();
    throw new CommandError(EXIT.usage, say('unknownCommand', { what: unknown }));
  });

  for (const command of [program, ...program.commands]) speak(command, context);
  return program;
}

/** Headings, the words of faults and the exit in the reader's language and by our codes. */
function speak(command: Command, { say, terminal }: Context): void {
  const titles: Readonly<Record<string, string>> = {
    'Usage:': say('usageTitle'),
    'Options:': say('optionsTitle'),
    'Commands:': say('commandsTitle'),
    'Arguments:': say('argumentsTitle'),
  };
  command
    .helpOption('-h, --help', say('helpOption'))
    .configureHelp({ styleTitle: (title) => terminal.style('bold', titles[title] ?? title) })
    .configureOutput({ outputError: () => undefined })
    .exitOverride((fault: CommanderError) => {
      if (fault.exitCode !== 0) terminal.message(usageFault(fault, say));
      throw fault;
    });
}
