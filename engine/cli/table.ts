import type { Command } from './command.ts'

/** What `feed --help` shows of a command; its file is loaded when it is called. */
export interface Row {
  readonly name: string
  readonly summary: string
  readonly group: 'Write feeds' | 'Run feeds' | 'Election night' | 'More'
  /** It opens the homes of its configuration: `--home` chooses them. */
  readonly homes?: true
  // oxlint-disable-next-line typescript/no-explicit-any -- arguments and options differ from command to command
  readonly load: () => Promise<Command<any, any>>
}

/** All commands, in the order of the help. */
export const table: readonly Row[] = [
  {
    name: 'validate',
    summary: 'compile specs and print every problem, each with its place',
    group: 'Write feeds',
    load: async () => (await import('./validate.ts')).validate,
  },
  {
    name: 'dry-run',
    summary: 'run a feed on a capture or its source, and publish nothing',
    group: 'Write feeds',
    homes: true,
    load: async () => (await import('./dry-run.ts')).dryRun,
  },
  {
    name: 'record',
    summary: 'fetch a capture and keep it as a fixture',
    group: 'Write feeds',
    load: async () => (await import('./record.ts')).record,
  },
  {
    name: 'test',
    summary: 'judge the fixtures of feeds and compare with what is expected',
    group: 'Write feeds',
    load: async () => (await import('./test.ts')).test,
  },
  {
    name: 'compile',
    summary: 'write the plans of feeds as one module of JavaScript, for a polling function',
    group: 'Run feeds',
    load: async () => (await import('./compile.ts')).compile,
  },
  {
    name: 'run',
    summary: 'poll live feeds on schedule, and process what they publish',
    group: 'Run feeds',
    homes: true,
    load: async () => (await import('./run.ts')).run,
  },
  {
    name: 'consume',
    summary: 'process what feeds publish, apart from polling: one process or several',
    group: 'Run feeds',
    homes: true,
    load: async () => (await import('./consume.ts')).consume,
  },
  {
    name: 'setup',
    summary: 'make the tables, topics and so on that are missing, and check those that are there',
    group: 'Run feeds',
    homes: true,
    load: async () => (await import('./setup.ts')).setup,
  },
  {
    name: 'status',
    summary: 'health and freshness of feeds: late, silent, held',
    group: 'Election night',
    homes: true,
    load: async () => (await import('./status.ts')).status,
  },
  {
    name: 'trace',
    summary: 'show the last polls of a feed as a waterfall: what took how long',
    group: 'Election night',
    homes: true,
    load: async () => (await import('./trace.ts')).trace,
  },
  {
    name: 'results',
    summary: 'print current results as tables, or as they were',
    group: 'Election night',
    homes: true,
    load: async () => (await import('./results.ts')).results,
  },
  {
    name: 'export',
    summary: 'write current results where readers fetch them: NIST JSON and XML, CSV, small JSON',
    group: 'Election night',
    homes: true,
    load: async () => (await import('./export.ts')).exportResults,
  },
  {
    name: 'why',
    summary: 'follow a figure to the bytes it was read from',
    group: 'Election night',
    homes: true,
    load: async () => (await import('./why.ts')).why,
  },
  {
    name: 'holds',
    summary: 'show what is held, why, and the figures before and after',
    group: 'Election night',
    homes: true,
    load: async () => (await import('./holds.ts')).holds,
  },
  {
    name: 'alerts',
    summary: 'show what rules find in doubt, or one alert with all that became of it',
    group: 'Election night',
    homes: true,
    load: async () => (await import('./alerts.ts')).alerts,
  },
  {
    name: 'acknowledge',
    summary: 'take an alert on, with name and reason: nobody is told again',
    group: 'Election night',
    homes: true,
    load: async () => (await import('./acknowledge.ts')).acknowledge,
  },
  {
    name: 'hold',
    summary: 'keep figures back until a person releases them',
    group: 'Election night',
    homes: true,
    load: async () => (await import('./hold.ts')).hold,
  },
  {
    name: 'release',
    summary: 'lift a hold, of a check or of a rule, with name and reason',
    group: 'Election night',
    homes: true,
    load: async () => (await import('./release.ts')).release,
  },
  {
    name: 'override',
    summary: 'set figures by hand until a time, with name and reason; end them; list them',
    group: 'Election night',
    homes: true,
    load: async () => (await import('./override.ts')).override,
  },
  {
    name: 'replay',
    summary: 'publish the archived changes of a feed again',
    group: 'Election night',
    homes: true,
    load: async () => (await import('./replay.ts')).replay,
  },
  {
    name: 'dead-letters',
    summary: 'show what could not be processed, and publish it again',
    group: 'Election night',
    homes: true,
    load: async () => (await import('./dead-letters.ts')).deadLetters,
  },
  {
    name: 'rehearse',
    summary: 'play an election night through the engine, in under a minute',
    group: 'More',
    load: async () => (await import('./rehearse.ts')).rehearse,
  },
  {
    name: 'schema',
    summary: 'print the schema by which editors complete and explain specs',
    group: 'More',
    load: async () => (await import('./schema.ts')).schema,
  },
  {
    name: 'cost',
    summary: 'estimate what feeds cost in the cloud, and where the limits are',
    group: 'More',
    load: async () => (await import('./cost.ts')).cost,
  },
]
