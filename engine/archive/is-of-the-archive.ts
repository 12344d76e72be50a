import type { FeedError } from '../errors/feed-error.ts'

/** Is this an error of the archive, or of the service that it lies in? It says nothing about the bytes it was asked for. */
export const isOfTheArchive = ({ code }: FeedError): boolean => /^(ARCHIVE|AWS)_/.test(code)
