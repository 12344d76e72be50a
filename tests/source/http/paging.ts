import type { IncomingMessage } from 'node:http'
import { startHttpServer } from '../../helpers/http-server.ts'
import { fetchAll } from '../fetching.ts'
import { requesting } from './sources.ts'

export const all = Array.from({ length: 25 }, (_, index) => `r${index}`)
type Answer = (url: URL, request: IncomingMessage) => { body: unknown; headers?: Record<string, string> }
export const serve = (answer: Answer) =>
  startHttpServer((request, response) => {
    const { body, headers = {} } = answer(new URL(request.url ?? '', 'http://x'), request)
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  })
export const number = (url: URL, name: string) => Number(url.searchParams.get(name))
type Pages = NonNullable<Parameters<typeof requesting>[0][string]['pages']>
export const paging = (url: string, pages: Pages) => requesting({ results: { url, pages } })
/** The items of all pages, and the names of the pages. */
export async function read(source: ReturnType<typeof requesting>) {
  const { brought } = await fetchAll(source)
  const pages = brought.flatMap((one) => (one.kind === 'payload' ? [one] : []))
  return {
    names: pages.map(({ item }) => item),
    rows: pages.flatMap(({ text }) => (JSON.parse(text) as { rows: string[] }).rows),
  }
}
export const ten = (from: number) => all.slice(from, from + 10)
