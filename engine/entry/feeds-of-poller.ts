import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { GetFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { clientOptions } from '../aws/client-options.ts'
import { awsFailure } from '../aws/failure.ts'
import { awsSettings } from '../aws/settings.ts'
import type { Config } from '../config.ts'
import { zipMembers } from '../flow/zip-members.ts'

/** What a polling function has in its code beside its plans. */
export interface FeedsOfPoller {
  /** The folder of feeds that its plans were compiled of. */
  readonly feeds: string
  readonly build: number
}

const patience = 60_000
/** Of the files in its code: a feed has some, and thousands of feeds fit into it. */
const mostFiles = 1_000_000
const isWanted = (name: string): boolean => name === 'build.json' || name.startsWith('feeds/')

/**
 * Puts the feeds that a polling function has in its code at this moment into a folder. So nobody who asks for them can know others than those
 * that are polled. AWS_FAILED and AWS_REFUSED, where its code can not be had.
 */
export async function feedsOfPoller(
  name: string,
  folder: string,
  config: Pick<Config, 'environment' | 'cloud'>,
  signal: AbortSignal,
): Promise<FeedsOfPoller> {
  const code = await codeOf(name, config, AbortSignal.any([signal, AbortSignal.timeout(patience)]))
  for (const member of await zipMembers(code, mostFiles, signal)) {
    if (!isWanted(member.name)) continue
    const path = join(folder, member.name)
    // oxlint-disable-next-line no-await-in-loop -- one after another: each is small
    await mkdir(dirname(path), { recursive: true })
    // oxlint-disable-next-line no-await-in-loop
    await writeFile(path, member.read(signal))
  }
  const { build } = JSON.parse(await readFile(join(folder, 'build.json'), 'utf8')) as {
    readonly build: number
  }
  return { feeds: join(folder, 'feeds'), build }
}

/** The zip that Lambda runs. The address that it tells is good for ten minutes, and for whoever has it. */
async function codeOf(
  name: string,
  config: Pick<Config, 'environment' | 'cloud'>,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const settings = awsSettings(config, config.cloud?.region ?? '')
  const client = new LambdaClient(clientOptions(settings, 'lambda', { isPrompt: true }))
  try {
    const { Code } = await client.send(new GetFunctionCommand({ FunctionName: name }), {
      abortSignal: signal,
    })
    const answer = await fetch(Code?.Location ?? '', { signal })
    if (!answer.ok) throw new Error(`its code was answered with HTTP status ${answer.status}`)
    return await answer.bytes()
  } catch (thrown) {
    throw awsFailure(thrown, { service: 'lambda', call: 'GetFunction', of: name })
  } finally {
    client.destroy()
  }
}
