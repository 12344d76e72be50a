import { entry } from '../entry.ts'
import { figure } from '../figure.ts'

export const STATE_DAMAGED = entry<{ feed: string; what: string }>({
  retryable: false,
  message: (d) => `The state of ${d.feed} is damaged: its head ${d.what}.`,
  hint: () =>
    'Nothing of this feed is published, and its last good figures stand. Restore its state; docs/recovery.md says how.',
})
export const ARCHIVE_MISSING = entry<{ hash: string }>({
  retryable: false,
  message: (d) => `The archive has no body ${d.hash}.`,
  hint: () =>
    'Point CANVASS_HOME, or CANVASS_BUCKET in the cloud, at the archive that belongs to this state, or restore the body; docs/recovery.md says how.',
})
export const ARCHIVE_DAMAGED = entry<{ hash: string; found: string }>({
  retryable: false,
  message: (d) => `The body stored as ${d.hash} has the hash ${d.found}.`,
  hint: () =>
    'The disk or the copy is faulty, or someone put something else there. Restore this body; docs/recovery.md says how.',
})
export const LEASE_LOST = entry<{ feed: string; step: string }>({
  retryable: true,
  message: (d) => `The lease on ${d.feed} was lost before ${d.step}.`,
  hint: () =>
    'Another poll or a person took over; the next poll goes on. Seen often, it means that limits.time is too short.',
})
export const RECORD_TOO_LARGE = entry<{ key: string; bytes: number; limit: number }>({
  retryable: false,
  message: (d) => `The message for ${d.key} has ${figure(d.bytes)} bytes; the log takes ${figure(d.limit)}.`,
  hint: () =>
    'A contest with this many selections is likely several contests mapped onto one id. Look at contest and unit in the mapping.',
})
export const ORDER_REFUSED = entry<{ hold: string; why: string }>({
  retryable: false,
  message: (d) => `The release of ${d.hold} was refused: ${d.why}.`,
  hint: (d) => `Run "feed holds" for what is held now. A hold that is gone needs no release (${d.hold}).`,
})
export const DATABASE_UNUSABLE = entry<{ file: string; why: string }>({
  retryable: false,
  message: (d) => `The database ${d.file} can not be used: ${d.why}.`,
  hint: () =>
    'It must be a file of this program on a local disk that this user may write. Point CANVASS_HOME elsewhere, or restore the file from its backup.',
})
export const DATABASE_FAILED = entry<{ file: string; why: string }>({
  retryable: true,
  message: (d) => `The database ${d.file} did not take a write: ${d.why}. Nothing of it was written.`,
  hint: () => 'Look for a full disk, a faulty disk, or another program that keeps the file locked.',
})
export const LOG_DAMAGED = entry<{
  file: string
  topic: string
  partition: number
  from: number
  to: number
  why: string
}>({
  retryable: false,
  message: (d) =>
    `The log ${d.file} is damaged: messages ${d.from} to ${d.to} of partition ${d.partition} of ${d.topic} can not be read: ${d.why}. Nothing behind them is read.`,
  hint: () =>
    'Check the disk. Move log.sqlite and results.sqlite aside, and publish what is archived again: `feed replay FEED`, for every feed (docs/recovery.md).',
})
export const ARCHIVE_FAILED = entry<{ directory: string; why: string }>({
  retryable: true,
  message: (d) => `The archive could not use the folder ${d.directory}: ${d.why}.`,
  hint: () => 'Look for a full or faulty disk, and for folders that this user may not write.',
})
export const ARCHIVE_ENTRY_DAMAGED = entry<{ entry: string }>({
  retryable: false,
  message: (d) => `The archive's entry ${d.entry} is not what was written there.`,
  hint: () =>
    'The disk or the copy is faulty, or someone put something else there. Restore this entry; docs/recovery.md says how.',
})
export const ARCHIVE_CONFLICT = entry<{ feed: string; revision: number; known: string; refused: string }>({
  retryable: false,
  message: (d) =>
    `Revision ${d.revision} of ${d.feed} is archived as changeset ${d.known}, and was to be archived as ${d.refused}.`,
  hint: () =>
    'State and archive do not belong together. Nothing was replaced. docs/recovery.md says how to bring them together.',
})
export const ARCHIVE_NAME_REFUSED = entry<{ what: string; name: string }>({
  retryable: false,
  message: (d) => `The archive takes no ${d.what} ${JSON.stringify(d.name)}.`,
  hint: () =>
    'A feed is named by letters, digits, dots, dashes and underscores, a capture by an ISO 8601 time with offset.',
})
export const CONSUME_UNPROCESSED = entry<{ processor: string; id: string; attempts: number }>({
  retryable: true,
  message: (d) =>
    `The processor ${d.processor} answered ${figure(d.attempts)} times that it did not process ${d.id}.`,
  hint: () =>
    'The message lies in the dead letters, and what is behind it goes on. "feed dead-letters" shows it; when the processor can take it: "feed dead-letters replay".',
})
export const CONSUME_UNREADABLE = entry<{ id: string; where: string; why: string }>({
  retryable: false,
  message: (d) => `The message ${d.id} (${d.where}) can not be read: ${d.why}.`,
  hint: () =>
    'The message lies in the dead letters, and what is behind it goes on. A newer program may have written it: run that one, then "feed dead-letters replay". Else docs/consumers.md says how to have the feed say it again.',
})
export const CONSUME_BUG = entry<{ processor: string; what: string }>({
  retryable: false,
  message: (d) => `The processor ${d.processor} failed in a way it does not know: ${d.what}.`,
  hint: () =>
    'This is a defect of the engine: report it with the lines below. A message that it can not take alone goes to the dead letters; polls, other messages and the other processors go on.',
})
export const CONSUME_BROKEN = entry<{ processor: string; messages: number; last: string }>({
  retryable: true,
  message: (d) =>
    `The processor ${d.processor} could process none of ${figure(d.messages)} messages in a row; the last one failed with ${d.last}.`,
  hint: () =>
    'It is not the messages, then: no more of them go to the dead letters, and the consumer waits and tries the next one again. Run a version that can process them, then "feed dead-letters replay --all".',
})
export const INVOKE_TIMED_OUT = entry<{ processor: string; seconds: number }>({
  retryable: true,
  message: (d) => `The processor ${d.processor} did not answer in ${figure(d.seconds)} seconds.`,
  hint: () =>
    'What it was given is offered again in smaller parts. Seen often: look at the store that it writes to, or give the function more memory.',
})
export const CONSUME_BEHIND = entry<{ seconds: number }>({
  retryable: true,
  message: (d) => `Not all that was published was processed in the last ${figure(d.seconds)} seconds.`,
  hint: () => 'Nothing is lost: "feed run" goes on where this one stopped. Results are behind until then.',
})
export const LOG_PARTITIONS = entry<{ file: string; has: number; asked: number }>({
  retryable: false,
  message: (d) => `The log ${d.file} has ${figure(d.has)} partitions, not ${figure(d.asked)}.`,
  hint: () =>
    'The number is fixed when a log is made, since the order of its messages rests on it. Ask for no number, or begin a new log.',
})
export const HEALTH_UNAVAILABLE = entry<{ where: string; why: string }>({
  retryable: false,
  message: (d) => `The health of the consumers can not be told at ${d.where}: ${d.why}.`,
  hint: () =>
    'Another program has the port, or this machine has no such address. Choose another one with --health-port or CANVASS_HEALTH_PORT.',
})
export const DEAD_LETTER_LEFT_OUT = entry<{ id: string; place: string }>({
  retryable: false,
  message: (d) =>
    `The dead letter ${d.id} holds no message, which was too large to be kept; it lies at ${d.place}.`,
  hint: () => 'Have its feed publish it again from the archive: feed replay FEED.',
})
