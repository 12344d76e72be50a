/** What to do about a feed whose newest poll failed for that code: the homes fail for all feeds, whatever their sources say. */
export function failedNext(feed: string, code: string | null): string {
  if (code?.startsWith('LOG_') === true)
    return 'The source has nothing to do with it: look at the brokers of the log. What is there, and what is not: feed setup --check'
  if (code?.startsWith('AWS_') === true)
    return 'The source has nothing to do with it: look at the service that is named. What is there, and what is not: feed setup --check'
  return `Try it, and see what the source says: feed dry-run ${feed}`
}
