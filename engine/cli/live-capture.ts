import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fetchFiles } from '../capture/fetch-files.ts'
import { captureOfFiles, type RecordedCapture } from '../capture/recorded.ts'
import { surroundingsOf } from '../entry/surroundings.ts'
import type { Plan } from '../plan/plan.ts'
import { environmentSecrets } from '../secrets/environment.ts'
import type { Call } from './command.ts'
import { withinLimits } from './within-limits.ts'
import { oneLine, sized } from './words.ts'

/** What the source gives now, in a folder that disposing removes. The hash is the one that a poll would give it. */
export async function liveCapture(
  plan: Plan,
  at: string | undefined,
  { config, out, clock, signal }: Pick<Call, 'config' | 'out' | 'clock' | 'signal'>,
): Promise<RecordedCapture & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), 'feed-'))
  const remove = () => rm(folder, { recursive: true, force: true })
  try {
    const secrets = environmentSecrets(config.environment)
    const { files, failed } = await withinLimits(plan, signal, (bounded) =>
      fetchFiles(plan, folder, {
        clock,
        surroundings: surroundingsOf(config, clock),
        secret: (name) => secrets.get(name, bounded),
        received: ({ origin }, bytes) => out.progress(`fetching ${oneLine(origin)} … ${sized(bytes)}`),
        signal: bounded,
      }),
    )
    const listed = files.map(({ file, bytes: _counted, ...described }) => ({
      ...described,
      path: join(folder, file),
    }))
    const taken = await captureOfFiles(listed, at ?? clock.now().toISOString(), undefined, failed)
    return { ...taken, [Symbol.asyncDispose]: remove }
  } catch (error) {
    await remove()
    throw error
  }
}
