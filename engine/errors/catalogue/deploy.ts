import { entry } from '../entry.ts'
import { figure } from '../figure.ts'

export const DEPLOY_NO_FOLDER = entry<{ folder: string }>({
  retryable: false,
  message: (d) => `The folder of feeds, ${d.folder}, is not there.`,
  hint: () =>
    'CANVASS_FEEDS names it; without that it is feeds, where the command is run. Nothing was written, and nothing is to be deployed.',
})
export const DEPLOY_NO_FEEDS = entry<{ folder: string; drafts: number }>({
  retryable: false,
  message: (d) =>
    d.drafts === 0
      ? `There is no feed below ${d.folder} that could be deployed.`
      : `All feeds below ${d.folder} are drafts (${figure(d.drafts)}), and none could be deployed.`,
  hint: () =>
    'A deployment of no feeds would take every schedule out of the account. To end polling, give feeds status: paused; to take all of it away, sst remove.',
})
export const DEPLOY_UNTESTED = entry<{ feed: string; hash: string }>({
  retryable: false,
  message: (d) => `No case covers the plan ${d.hash} of ${d.feed}.`,
  hint: (d) =>
    `Keep a capture and say what must come of it: feed record ${d.feed} --name NAME, then a case in cases.yaml. A feed that is not to be deployed yet has status: draft.`,
})
export const DEPLOY_NO_FIGURES = entry<{ feed: string; hash: string; name: string }>({
  retryable: false,
  message: (d) =>
    `No case covers the plan ${d.hash} of ${d.feed}: none of them expects anything of its figures.`,
  hint: (d) =>
    `Expect rows, changes, results or a hold of one at least. feed test --update "${d.feed}/${d.name}" writes down what comes of it: read that.`,
})
export const DEPLOY_CASE_DIFFERS = entry<{
  feed: string
  name: string
  difference: string
  more: number
}>({
  retryable: false,
  message: (d) =>
    `The case "${d.name}" of ${d.feed} comes to something else: ${d.difference}${d.more === 0 ? '' : `; and ${figure(d.more)} more`}.`,
  hint: (d) =>
    `See all of it with feed test ${d.feed}. If it is right now: feed test --update "${d.feed}/${d.name}"`,
})
export const DEPLOY_FILE_SOURCE = entry<{ feed: string }>({
  retryable: false,
  message: (d) => `${d.feed} reads a file of one machine, and a function has no such file.`,
  hint: () =>
    'Put the file where a function can fetch it (http, s3, sftp, ftp). A feed that is polled on one machine only has status: draft.',
})
export const DEPLOY_TIME_LIMIT = entry<{ feed: string; seconds: number; most: number }>({
  retryable: false,
  message: (d) =>
    `A poll of ${d.feed} may take ${figure(d.seconds)} seconds, and no function works as long as that.`,
  hint: (d) =>
    `Give it limits: { time: ${d.most}s } at most; a source that needs longer is better read by several feeds.`,
})
export const DEPLOY_BUNDLER_MISSING = entry<object>({
  retryable: false,
  message: () => 'There is no esbuild here, which bundles the functions.',
  hint: () => 'It is installed for development: npm ci, without --omit=dev.',
})
export const DEPLOY_FOLDER_TAKEN = entry<{ folder: string; other: string }>({
  retryable: false,
  message: (d) => `${d.folder} has ${d.other} in it, and is no folder of a deployment.`,
  hint: () => 'Give a folder that is empty, or is not there yet.',
})
export const DEPLOY_TOO_LARGE = entry<{
  name: string
  megabytes: number
  most: number
  feeds: number
}>({
  retryable: false,
  message: (d) =>
    `The code of ${d.name} for ${figure(d.feeds)} feeds is ${figure(d.megabytes)} MB, and a function takes ${figure(d.most)} MB.`,
  hint: () =>
    'Feeds whose elections are over take room too: status: draft leaves them out. docs/scale.md says what else there is.',
})
