import type { Archive } from '../../engine/archive/archive.ts'
import { canonicalJson } from '../../engine/flow/canonical-json.ts'
import type { Changeset } from '../../engine/model/changeset.ts'
import type { Envelope } from '../../engine/model/envelope.ts'
import type { Head } from '../../engine/model/head.ts'
import { readChangeset } from '../../engine/poll/changeset.ts'
import { messagesOf } from '../../engine/poll/publish.ts'
import { feed } from './plan.ts'

const { signal } = new AbortController()

/**
 * Changesets lead back, one by one, to the first; the archive's index says the same; the topic has all they say, and
 * nothing else; each comes from a capture that the archive has; an older plan never follows a newer one.
 */
export async function brokenChain(
  archive: Archive,
  head: Head,
  envelopes: readonly Envelope[],
): Promise<readonly string[]> {
  const broken: string[] = []
  const chain: Changeset[] = []
  for (let hash = head.last; hash !== null; hash = chain[0]?.predecessor ?? null) {
    chain.unshift(await readChangeset(archive, hash, signal))
  }
  const revisions = chain.map(({ revision }) => revision)
  if (revisions.some((revision, index) => revision !== index + 1) || revisions.length !== head.revision)
    broken.push(`the chain has the revisions ${revisions.join()}, the head ${head.revision}`)
  const indexed = await Array.fromAsync(archive.revisions(feed, signal))
  if (
    indexed
      .map(({ revision }) => revision)
      .toReversed()
      .join() !== revisions.join()
  )
    broken.push(`the archive lists the revisions ${indexed.map(({ revision }) => revision).join()}`)
  if (indexed[0] !== undefined && indexed[0].changeset !== head.last)
    broken.push('the newest revision that the archive lists is not that of the head')

  const said = new Set(envelopes.map((envelope) => canonicalJson(envelope)))
  const committed = new Set(
    chain.flatMap((changeset) => [...messagesOf(changeset)].map(({ value }) => value)),
  )
  for (const value of committed)
    if (!said.has(value)) broken.push(`committed and never published: ${nameOf(value)}`)
  for (const value of said)
    if (!committed.has(value)) broken.push(`published and never committed: ${nameOf(value)}`)

  const captures = new Set(
    (await Array.fromAsync(archive.captures(feed, signal))).map(({ capture }) => capture.hash),
  )
  for (const { id, capture } of envelopes)
    if (!captures.has(capture)) broken.push(`${id} comes from a capture that the archive does not have`)

  const plans = chain.map(({ plan }) => plan)
  const builds = plans.map((plan) => Number(plan.replace(/^plan-/, '')))
  if (builds.some((build, index) => build < (builds[index - 1] ?? 0)))
    broken.push(`an older plan came after a newer one: ${plans.join()}`)
  return broken
}

const nameOf = (value: string): string => (JSON.parse(value) as Envelope).id
