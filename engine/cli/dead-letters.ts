import { deadNamed, deadLetters as listed, replayDead } from '../entry/dead-letters.ts'
import { span } from '../entry/health.ts'
import { openHomes } from '../entry/homes.ts'
import { feedError } from '../errors/feed-error.ts'
import type { DeadEntry } from '../model/dead-letter.ts'
import { epochMilliseconds } from '../time/instant.ts'
import { type Call, command, type Exit, exit } from './command.ts'
import { orderOptions, saidIn } from './orders.ts'
import type { Output } from './output.ts'
import { counted, oneLine } from './words.ts'

const usage = (problem: string) =>
  feedError('CLI_USAGE', { problem, advice: 'See "feed dead-letters --help".' })

export const deadLetters = command({
  arguments: {
    word: {
      about: 'list (or nothing): what is dead; replay ID…: publish these again where they came from',
      optional: true,
      many: true,
    },
  },
  options: {
    all: { about: 'list: also what was replayed; replay: every one that was not' },
    ...orderOptions,
  },
  examples: [
    'feed dead-letters',
    'feed dead-letters replay d-1a2b3c4d5e6f --why "the new version reads it"',
    'feed dead-letters replay --all --who Kim --why "the new version reads it"',
  ],
  async run({ args, options, ...call }) {
    const [word = 'list', ...ids] = args.word
    if (word === 'list' && ids.length === 0) return await list(options.all, call)
    if (word !== 'replay') throw usage(`"${args.word.join(' ')}" is neither list nor replay ID…`)
    if (options.all === ids.length > 0) throw usage('A replay is either of ids or of --all')
    return await replay(ids, options, call)
  },
})

type Around = Pick<Call, 'config' | 'out' | 'clock' | 'signal'>

async function list(all: boolean, { config, out, clock, signal }: Around): Promise<Exit> {
  await using homes = await openHomes(config, { reading: true })
  const letters = await listed(homes, { all }, signal)
  out.data({ deadLetters: letters })
  const now = clock.now().getTime()
  for (const letter of letters) show(letter, now, out)
  const open = letters.filter((letter) => letter.replayed === undefined)
  const [first] = open
  if (first === undefined) {
    out.next(
      all && letters.length > 0
        ? 'All of them were replayed. How fresh everything is: feed status'
        : 'There are no dead letters. How fresh everything is: feed status',
    )
    return exit.fine
  }
  out.next(
    `${counted(open.length, 'dead letter')}. When it can be processed: feed dead-letters replay ${first.id} --why "…"`,
  )
  return exit.problems
}

function show(letter: DeadEntry, now: number, out: Output): void {
  const { id, code, processor, group, message, from, messageId, attempts, at, value, stack, replayed } =
    letter
  const ago = span(now - (epochMilliseconds(at) ?? now))
  out.line(
    `${out.style(replayed === undefined ? 'red' : 'dim', id)}  ${out.style('bold', code)}  ${processor} of ${group}, ${ago} ago, at ${at}`,
  )
  out.line(`  ${oneLine(message)}`)
  out.line(
    `  ${oneLine(messageId)}, from ${from.topic}/${from.partition}@${from.offset}, offered alone ${counted(attempts, 'time')}`,
  )
  const [, place] = stack?.split('\n') ?? []
  if (place !== undefined) out.line(`  ${out.style('dim', oneLine(place.trim()))}`)
  if (value === null) out.line('  The message is too large to be kept here: it lies at its origin.')
  if (replayed !== undefined)
    out.line(
      `  ${out.style('green', 'replayed')} by ${oneLine(replayed.who)} at ${replayed.at}: ${oneLine(replayed.why)}`,
    )
  out.line()
}

async function replay(
  ids: readonly string[],
  options: { readonly who: string | undefined; readonly why: string | undefined },
  call: Around,
): Promise<Exit> {
  const { config, out, signal, clock } = call
  // Before anybody is asked: a mistyped id makes no stores.
  const asked = ids.length > 0 ? ids : await openIds(call)
  if (asked.length === 0) {
    out.data({ replayed: [] })
    out.next('There are no dead letters to replay.')
    return exit.fine
  }
  await using looking = await openHomes(config, { reading: true })
  await deadNamed(asked, looking, signal)
  const said = await saidIn(options, call)
  await using homes = await openHomes(config, { clock })
  for (const found of await deadNamed(asked, homes, signal)) {
    // oxlint-disable-next-line no-await-in-loop -- in the order in which people named them
    await replayDead(found, said, homes, signal)
    out.line(
      `${found.entry.id}  ${oneLine(found.entry.messageId)}: published again to ${found.entry.from.topic}.`,
    )
  }
  out.data({ replayed: asked })
  out.next('Consumers that run process them now; one that fails again is listed again: feed dead-letters')
  return exit.fine
}

async function openIds({ config, signal }: Around): Promise<readonly string[]> {
  await using homes = await openHomes(config, { reading: true })
  const open = await listed(homes, { all: false }, signal)
  // Oldest first, as they were published.
  return open.map(({ id }) => id).toReversed()
}
